// SPDX-License-Identifier: Apache-2.0
#include "alternatives/optional_parts.hpp"

#include <algorithm>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>

#include "alternatives/fitness.hpp"
#include "loader/loadable.hpp"
#include "text/path.hpp"

namespace platlint {

namespace {

/// The files of one package, or of one archive, with the same use.
using Kin = std::tuple<std::optional<std::size_t>, std::string_view, Use>;

std::optional<Kin> kin_of(const WholeBundle& whole, std::size_t entry) {
  const std::optional<std::size_t> owner = whole.ownership.owner[entry];
  const std::string_view path = whole.bundle.entries[entry].path;
  const std::optional<text::Step> step = text::last_step(path);
  if (!owner && !step) return std::nullopt;
  return Kin{owner, step ? step->archive : std::string_view{}, use_of(whole.subject(entry))};
}

bool is_built_here(const Package* package) {
  return package != nullptr && (package->built_locally || package->perhaps_built || package->local_project);
}

void add_needs(std::set<std::string, std::less<>>& names, const Bundle& bundle) {
  for (const Entry& entry : bundle.entries) {
    for (const Artifact& image : entry.artifacts) {
      for (const Library& library : image.libraries) names.emplace(text::file_name(library.name));
    }
  }
}

/// The names that the files of all roots of the deployment need.
std::set<std::string, std::less<>> needs_of(const WholeBundle& whole) {
  std::set<std::string, std::less<>> names;
  add_needs(names, whole.bundle);
  for (const Root& root : whole.below) add_needs(names, root.bundle);
  for (const Root& root : whole.above) add_needs(names, root.bundle);
  return names;
}

bool is_needed(const Entry& entry, const std::set<std::string, std::less<>>& names) {
  if (names.contains(text::file_name(entry.path))) return true;
  for (const Artifact& image : entry.artifacts) {
    if (!image.identity.empty() && names.contains(text::file_name(image.identity))) return true;
  }
  return false;
}

struct Tally {
  std::size_t load = 0;
  std::size_t lack = 0;
};

std::map<Kin, Tally> tally(const WholeBundle& whole, const std::set<std::size_t>& lacking) {
  std::map<Kin, Tally> kin;
  for (std::size_t i = 0; i < whole.bundle.entries.size(); ++i) {
    const Subject subject = whole.subject(i);
    if (subject.entry.artifacts.empty() || loaded_images(subject).empty()) continue;
    const std::optional<Kin> key = kin_of(whole, i);
    if (key) ++(lacking.contains(i) ? kin[*key].lack : kin[*key].load);
  }
  return kin;
}

bool does_without(const Kin& kin, const Tally& files) {
  const bool in_archive = !std::get<1>(kin).empty();
  return files.load >= (in_archive ? 1 : files.lack);
}

}  // namespace

std::set<std::size_t> optional_parts(const WholeBundle& whole, const std::set<std::size_t>& lacking) {
  std::set<std::size_t> parts;
  if (lacking.empty()) return parts;
  const std::map<Kin, Tally> kin = tally(whole, lacking);
  const std::set<std::string, std::less<>> needed = needs_of(whole);
  for (const std::size_t entry : lacking) {
    const Subject subject = whole.subject(entry);
    const std::optional<Kin> own = kin_of(whole, entry);
    if (!own || is_built_here(subject.package) || is_needed(subject.entry, needed)) continue;
    if (does_without(*own, kin.at(*own))) parts.insert(entry);
  }
  return parts;
}

bool is_vendored(std::string_view library) {
  constexpr std::string_view digits = "0123456789abcdef";
  constexpr std::size_t shortest = 8;
  for (std::size_t dash = library.find('-'); dash != std::string_view::npos; dash = library.find('-', dash + 1)) {
    const std::size_t end = std::min(library.find_first_not_of(digits, dash + 1), library.size());
    const bool ends = end < library.size() && (library[end] == '.' || library[end] == '-');
    if (ends && end - dash > shortest) return true;
  }
  return false;
}

}  // namespace platlint
