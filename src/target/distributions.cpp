// SPDX-License-Identifier: Apache-2.0
// Linux distributions with the names of their Docker images, DISTRIBUTION:RELEASE[:ARCH].
#include <algorithm>
#include <array>
#include <utility>

#include "facts/architecture_set.hpp"
#include "facts/architectures.hpp"
#include "platlint/error.hpp"
#include "target/grammars.hpp"
#include "target/measurements.hpp"
#include "target/platforms.hpp"
#include "text/nearest.hpp"
#include "text/words.hpp"

namespace platlint::target {

namespace {

struct Distribution {
  std::string_view name, alias, label;
};

struct ReleaseAlias {
  std::string_view distribution, alias, release;
};

struct AlpineRow {
  std::string_view release;
  Version musl;
};

#include "target/distributions.inc"

const Distribution* distribution_named(std::string_view name) {
  for (const Distribution& row : distributions) {
    if (row.name == name || (!row.alias.empty() && row.alias == name)) return &row;
  }
  return nullptr;
}

std::vector<std::string> releases_of(const Distribution& distribution) {
  std::vector<std::string> releases;
  if (distribution.name == "alpine") {
    for (const AlpineRow& row : alpine_rows) releases.emplace_back(row.release);
  }
  for (const Measurement& row : measurements()) {
    const bool listed = !releases.empty() && releases.back() == row.release;
    if (row.distribution == distribution.name && !is_rolling(row) && !listed) releases.emplace_back(row.release);
  }
  return releases;
}

std::string name_of(const Distribution& distribution, std::string_view release) {
  return std::string{distribution.name} + ":" + std::string{release};
}

[[noreturn]] void throw_unknown_release(const Distribution& distribution, std::string_view release,
                                        const Spelling& name) {
  std::vector<std::string> known = distribution_names();
  const std::vector<std::string> own = releases_of(distribution);
  std::vector<std::string> nearest = nearest_names(name_of(distribution, release), known);
  nearest.erase(
      std::remove_if(nearest.begin(), nearest.end(),
                     [&](const std::string& near) { return text::split(near, ':').front() != distribution.name; }),
      nearest.end());
  if (nearest.empty()) nearest.push_back(name_of(distribution, own.back()));
  throw Error("unknown platform " + in_quotes(name.typed) + did_you_mean(nearest));
}

// "12.5" is a point release of "12", "bookworm-slim" an image of "bookworm".
std::string find_release(const Distribution& distribution, std::string_view typed, const Spelling& name) {
  std::string_view release = text::before(typed, "-slim").value_or(typed);
  for (const ReleaseAlias& row : release_aliases) {
    if (row.distribution == distribution.name && row.alias == release) release = row.release;
  }
  const std::vector<std::string> known = releases_of(distribution);
  for (;;) {
    const auto found = std::find(known.begin(), known.end(), release);
    if (found != known.end()) return *found;
    const std::size_t dot = release.rfind('.');
    if (dot == std::string_view::npos) throw_unknown_release(distribution, typed, name);
    release = release.substr(0, dot);
  }
}

Target alpine_target(Declared declared, std::string_view release, Architecture architecture) {
  const auto* const row = std::find_if(alpine_rows.begin(), alpine_rows.end(),
                                       [&](const AlpineRow& candidate) { return candidate.release == release; });
  Target target = linux_target(std::move(declared), architecture, Libc::musl, row->musl);
  target.distribution = "Alpine " + std::string{release};
  target.release = "alpine:" + std::string{release};
  target.image = target.release;
  target.description.append(" (").append(target.distribution).append(")");
  return target;
}

Target target_of(const Distribution& distribution, const std::string& release, Architecture architecture,
                 const Spelling& name) {
  const std::string canonical = name_of(distribution, release) + architecture_suffix(architecture);
  if (distribution.name == "alpine") {
    if (!alpine_architectures.has(architecture)) throw_impossible(name, "a processor that Alpine runs on");
    return alpine_target({canonical, "pkg:apk/alpine/musl"}, release, architecture);
  }
  const std::string label = std::string{distribution.label} + " " + release;
  return measured_target({canonical, std::string{source_of_measurements()}}, {distribution.name, release, label},
                         architecture);
}

}  // namespace

Architecture architecture_part(std::string_view text, const Spelling& name) {
  if (const std::optional<Architecture> found = architecture_named(Vocabulary::wheel, text)) return *found;
  if (const std::optional<Architecture> found = architecture_named(Vocabulary::go, text)) return *found;
  throw Error("unknown architecture in platform " + in_quotes(name.typed) + ", expected one such as x86_64 or arm64");
}

std::string architecture_suffix(Architecture architecture) {
  if (architecture == Architecture::x86_64) return {};
  if (architecture == Architecture::aarch64) return ":arm64";
  return ":" + std::string{name_of(Vocabulary::wheel, architecture)};
}

std::optional<Target> distribution_platform(const Spelling& name) {
  const std::vector<std::string_view> parts = text::split(name.lower, ':');
  const Distribution* distribution = distribution_named(parts.front());
  if (distribution == nullptr) return std::nullopt;
  if (parts.size() < 2 || parts.size() > 3) {
    throw_impossible(name, name_of(*distribution, releases_of(*distribution).back()) + " or another release");
  }
  const std::string release = find_release(*distribution, parts[1], name);
  const Architecture architecture = parts.size() == 3 ? architecture_part(parts[2], name) : Architecture::x86_64;
  return target_of(*distribution, release, architecture, name);
}

Platforms distribution_platforms() {
  Platforms platforms;
  for (const Distribution& row : distributions) {
    std::string releases;
    for (const std::string& release : releases_of(row)) releases.append(releases.empty() ? " " : ", ").append(release);
    const std::string pattern = std::string{row.name} + ":RELEASE";
    platforms.push_back({pattern, {pattern + ":ARCH"}, std::string{row.label} + releases});
  }
  return platforms;
}

bool is_release_alias(std::string_view distribution, std::string_view word) {
  return std::any_of(release_aliases.begin(), release_aliases.end(),
                     [&](const ReleaseAlias& row) { return row.distribution == distribution && row.alias == word; });
}

std::vector<std::string> distribution_names() {
  std::vector<std::string> names;
  for (const Distribution& row : distributions) {
    for (const std::string& release : releases_of(row)) names.push_back(name_of(row, release));
  }
  return names;
}

}  // namespace platlint::target
