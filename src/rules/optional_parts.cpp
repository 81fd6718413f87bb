// SPDX-License-Identifier: Apache-2.0
#include "rules/optional_parts.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <tuple>

#include "rules/common.hpp"
#include "rules/fitness.hpp"

namespace platlint {

namespace {

std::string_view file_name(std::string_view path) {
  return path.substr(path.rfind('/') + 1);
}

/// The files of one package, or of one archive, that are used alike.
using Kin = std::tuple<std::optional<std::size_t>, std::string_view, Use>;

std::optional<Kin> kin_of(const WholeBundle& whole, std::size_t entry) {
  const std::optional<std::size_t> owner = whole.ownership.owner[entry];
  const std::string_view path = whole.bundle.entries[entry].path;
  const std::size_t step = path.rfind("!/");
  if (!owner && step == std::string_view::npos) return std::nullopt;
  const std::string_view archive = step == std::string_view::npos ? std::string_view{} : path.substr(0, step);
  return Kin{owner, archive, use_of(whole.subject(entry))};
}

bool is_built_here(const Package* package) {
  return package != nullptr && (package->built_locally || package->perhaps_built || package->local_project);
}

void add_needs(std::set<std::string, std::less<>>& names, const Bundle& bundle) {
  for (const Entry& entry : bundle.entries) {
    for (const Artifact& image : entry.artifacts) {
      for (const Library& library : image.libraries) names.emplace(file_name(library.name));
    }
  }
}

/// What the files of all roots of the deployment need, by name.
std::set<std::string, std::less<>> needs_of(const WholeBundle& whole) {
  std::set<std::string, std::less<>> names;
  add_needs(names, whole.bundle);
  for (const Root& root : whole.below) add_needs(names, root.bundle);
  for (const Root& root : whole.above) add_needs(names, root.bundle);
  return names;
}

bool is_needed(const Entry& entry, const std::set<std::string, std::less<>>& names) {
  if (names.contains(file_name(entry.path))) return true;
  for (const Artifact& image : entry.artifacts) {
    if (!image.identity.empty() && names.contains(file_name(image.identity))) return true;
  }
  return false;
}

std::set<Kin> kin_that_load(const WholeBundle& whole, const std::set<std::size_t>& lacking) {
  std::set<Kin> kin;
  for (std::size_t i = 0; i < whole.bundle.entries.size(); ++i) {
    const Subject subject = whole.subject(i);
    if (subject.entry.artifacts.empty() || lacking.contains(i) || loaded_images(subject).empty()) continue;
    if (const std::optional<Kin> it = kin_of(whole, i)) kin.insert(*it);
  }
  return kin;
}

}  // namespace

std::set<std::size_t> optional_parts(const WholeBundle& whole, const std::set<std::size_t>& lacking) {
  std::set<std::size_t> parts;
  if (lacking.empty()) return parts;
  const std::set<Kin> loading = kin_that_load(whole, lacking);
  const std::set<std::string, std::less<>> needed = needs_of(whole);
  for (const std::size_t entry : lacking) {
    const Subject subject = whole.subject(entry);
    const std::optional<Kin> kin = kin_of(whole, entry);
    const bool has_kin = kin && loading.contains(*kin);
    if (has_kin && !is_built_here(subject.package) && !is_needed(subject.entry, needed)) parts.insert(entry);
  }
  return parts;
}

}  // namespace platlint
