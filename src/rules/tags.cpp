// SPDX-License-Identifier: Apache-2.0
// Do a wheel's tags tell the truth? A platform tag is a platform: its files are judged for it as for any target.
#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platlint/error.hpp"
#include "rules/common.hpp"

namespace platlint {

namespace {

// "cp312-cp312-manylinux_2_17_x86_64": the last part.
std::string_view platform_part(std::string_view tag) {
  return tag.substr(tag.rfind('-') + 1);
}

std::string no_environment(std::string_view) {
  return "";
}

std::optional<Target> target_of(std::string_view platform) {
  try {
    return find_target(platform, no_environment);
  } catch (const Error&) {
    return std::nullopt;  // a tag that platlint does not know proves nothing
  }
}

// The first error of an entry under the tag's own platform.
std::optional<Finding> first_objection(const Entry& entry, const Target& target) {
  Findings findings;
  for (const Rule& rule : rules()) {
    if (rule.check != nullptr) rule.check({entry, target}, findings);
    for (Finding& found : findings) {
      if (found.severity == Severity::error) return std::move(found);
    }
    findings.clear();
  }
  return std::nullopt;
}

struct Lie {
  std::string tag;
  std::size_t entry = 0;
  std::string message;
  std::size_t files = 0;
};

using Entries = std::vector<std::size_t>;

std::optional<Lie> find_lie(const Bundle& bundle, const Entries& entries, const std::string& tag) {
  const std::optional<Target> target = target_of(platform_part(tag));
  if (!target) return std::nullopt;
  std::optional<Lie> lie;
  for (const std::size_t i : entries) {
    const std::optional<Finding> objection = first_objection(bundle.entries[i], *target);
    if (!objection) continue;
    if (!lie) lie = Lie{tag, i, objection->message, 0};
    ++lie->files;
  }
  return lie;
}

// "any" promises that it runs everywhere. Files for several systems side by side may keep that promise, by choosing one
// at run time; files for one system cannot.
std::optional<Lie> find_lie_of_any(const Bundle& bundle, const Entries& entries, const std::string& tag) {
  const Artifact& first = bundle.entries[entries.front()].artifacts.front();
  const bool alike = std::all_of(entries.begin(), entries.end(), [&](std::size_t i) {
    const Artifact& image = bundle.entries[i].artifacts.front();
    return image.format == first.format && image.architecture == first.architecture;
  });
  if (!alike) return std::nullopt;
  return Lie{tag, entries.front(), "it holds " + describe(first), entries.size()};
}

std::optional<Lie> first_lie(const Bundle& bundle, const Entries& entries, const Package& package) {
  for (const std::string& tag : package.tags) {
    const bool any = platform_part(tag) == "any";
    if (std::optional<Lie> lie = any ? find_lie_of_any(bundle, entries, tag) : find_lie(bundle, entries, tag))
      return lie;
  }
  return std::nullopt;
}

// Files of a package that a loader may be asked for.
std::map<std::size_t, Entries> loadable_by_package(const WholeBundle& whole) {
  std::map<std::size_t, Entries> owned;
  for (std::size_t i = 0; i < whole.bundle.entries.size(); ++i) {
    const Entry& entry = whole.bundle.entries[i];
    const bool loadable = std::any_of(entry.artifacts.begin(), entry.artifacts.end(),
                                      [&](const Artifact& image) { return concerns_loader(image, entry); });
    if (loadable && whole.ownership.owner[i]) owned[*whole.ownership.owner[i]].push_back(i);
  }
  return owned;
}

// The bytes decide how grave it is: over files that fit, the lie is a warning; over files that do not, it is why nobody
// noticed, and another rule has reported them.
void tag_mismatch(const WholeBundle& whole, Findings& findings) {
  for (const auto& [index, entries] : loadable_by_package(whole)) {
    const Package& package = whole.ownership.packages[index];
    const std::optional<Lie> lie = first_lie(whole.bundle, entries, package);
    if (!lie) continue;
    const std::size_t owner = index;
    const bool reported = std::any_of(findings.begin(), findings.end(), [&](const Finding& finding) {
      return finding.package == owner && finding.severity == Severity::error;
    });
    const std::string more = lie->files > 1 ? " (" + std::to_string(lie->files) + " files)" : "";
    Finding result = finding("tag-mismatch", reported ? Severity::note : Severity::warning,
                             "its wheel is tagged " + lie->tag + ", but " + lie->message + more +
                                 (reported ? ": installers believe tags" : ""),
                             lie->tag, lie->message);
    result.path = whole.bundle.entries[lie->entry].path;
    result.package = index;
    findings.push_back(std::move(result));
  }
}

constexpr std::array table{
    Rule{"tag-mismatch", Severity::warning, "a wheel whose tags and bytes disagree",
         "Installers choose and check wheels by their tags and never look inside: what a tag promises and the bytes do "
         "not "
         "keep is found out when the file is imported.",
         "PEP 425, 427, 600 and 656; packaging.python.org, platform compatibility tags", nullptr, tag_mismatch},
};

}  // namespace

std::span<const Rule> tag_rules() {
  return table;
}

}  // namespace platlint
