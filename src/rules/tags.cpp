// SPDX-License-Identifier: Apache-2.0
// Do a wheel's tags tell the truth? A platform tag is a platform: the wheel's files are judged for it as for any
// target.
#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "alternatives/families.hpp"
#include "alternatives/fitness.hpp"
#include "rules/claims.hpp"
#include "rules/common.hpp"

namespace platlint {

namespace {

// "cp312-cp312-manylinux_2_17_x86_64": the last part.
std::string_view platform_part(std::string_view tag) {
  return tag.substr(tag.rfind('-') + 1);
}

struct Lie {
  std::string tag;
  std::string path;
  std::string message;
  std::size_t files = 0;
  bool hides_target = false;  // with this tag no installer would have chosen the wheel for the target
};

using Entries = std::vector<std::size_t>;

// The part of a bundle that one package owns.
struct Part {
  std::size_t package = 0;
  Entries entries;   // that rules have something to say about
  Entries loadable;  // that a loader may load
  std::vector<Family> families;
};

// The errors of packages on the platforms that their tags name.
class Judgements {
 public:
  explicit Judgements(const WholeBundle& whole) : whole_(whole) {}

  // The errors of one package for the platform of one of its tags.
  std::optional<Lie> find_lie(const Part& part, const std::string& tag) {
    const std::optional<Target>& target = target_named(platform_part(tag));
    if (!target) return std::nullopt;  // a tag that platlint does not know proves nothing
    const WholeBundle promised{whole_.bundle, whole_.ownership, *target};
    const Fates fates = find_fates(promised, part.families);
    std::optional<Lie> lie;
    for (const Finding& finding : check_entries(promised, fates, part.entries, Severity::error)) {
      if (finding.severity != Severity::error || finding.package != part.package || is_damage(finding)) continue;
      if (!lie) lie = Lie{tag, finding.path, finding.message, 0, !is_same_machine(*target, whole_.target)};
      ++lie->files;
    }
    return lie;
  }

 private:
  // Do they share a system and a processor? Releases and C libraries may differ: one wheel may have several tags for
  // those.
  static bool is_same_machine(const Target& one, const Target& other) {
    const auto shared = [&](Architecture architecture) {
      return std::find(other.architectures.begin(), other.architectures.end(), architecture) !=
             other.architectures.end();
    };
    return one.system == other.system && std::any_of(one.architectures.begin(), one.architectures.end(), shared);
  }

  // If a file cannot be read, that is no lie of the tag.
  static bool is_damage(const Finding& finding) {
    return finding.rule->about == About::damage || finding.rule->about == About::unread;
  }

  const std::optional<Target>& target_named(std::string_view platform) {
    const auto [row, is_new] = targets_.try_emplace(std::string(platform));
    if (is_new) row->second = known_target(platform);
    return row->second;
  }

  const WholeBundle& whole_;
  std::map<std::string, std::optional<Target>> targets_;
};

// "any" promises that it runs everywhere. Files for several systems side by side may keep that promise, by choosing one
// at run time; files for one system cannot.
std::optional<Lie> find_lie_of_any(const Bundle& bundle, const Entries& entries, const std::string& tag) {
  const Artifact& first = bundle.entries[entries.front()].artifacts.front();
  const bool alike = std::all_of(entries.begin(), entries.end(), [&](std::size_t i) {
    const Artifact& image = bundle.entries[i].artifacts.front();
    return image.format == first.format && image.architecture == first.architecture;
  });
  if (!alike) return std::nullopt;
  return Lie{tag, bundle.entries[entries.front()].path, "it holds " + describe(first), entries.size()};
}

std::optional<Lie> first_lie(const WholeBundle& whole, Judgements& judgements, const Part& part) {
  for (const std::string& tag : whole.ownership.packages[part.package].tags) {
    const bool any = platform_part(tag) == "any";
    std::optional<Lie> lie = any ? find_lie_of_any(whole.bundle, part.loadable, tag) : judgements.find_lie(part, tag);
    if (lie) return lie;
  }
  return std::nullopt;
}

bool is_loadable(const Entry& entry) {
  return std::any_of(entry.artifacts.begin(), entry.artifacts.end(),
                     [&](const Artifact& image) { return concerns_loader(image, entry); });
}

// The packages that have tags, and files that a loader may load.
std::map<std::size_t, Part> tagged_parts(const Evidence& whole) {
  std::map<std::size_t, Part> parts;
  for (std::size_t i = 0; i < whole.bundle.entries.size(); ++i) {
    const std::optional<std::size_t> owner = whole.ownership.owner[i];
    if (!owner || !concerns_rules(whole.bundle.entries[i]) || whole.ownership.packages[*owner].tags.empty()) continue;
    Part& part = parts[*owner];
    part.package = *owner;
    part.entries.push_back(i);
    if (is_loadable(whole.bundle.entries[i])) part.loadable.push_back(i);
  }
  for (const Family& family : whole.families) {
    const auto part = family.package ? parts.find(*family.package) : parts.end();
    if (part != parts.end()) part->second.families.push_back(family);
  }
  std::erase_if(parts, [](const auto& row) { return row.second.loadable.empty(); });
  return parts;
}

bool are_programs(const WholeBundle& whole, const Entries& entries) {
  return std::all_of(entries.begin(), entries.end(),
                     [&](std::size_t entry) { return use_of(whole.subject(entry)) == Use::started; });
}

// The bytes decide how severe it is. If the files do not fit, the lie explains why nobody noticed, and another rule has
// reported them. If they fit, a lie about another release of the target's own system harms nobody here (scipy's
// libgfortran needs macOS 12.3, its tag says 12.0), and the user who deploys the wheel cannot change it. A tag for
// another processor or system is worse: the wheel was forced in. And "any" let it in, and will do so for the next
// platform. So these are warnings. Programs are run, not imported. The name of the wheel's file, which installers use,
// may have told the truth (playwright's is py3-none-manylinux1_x86_64, tagged any inside).
void tag_mismatch(const Evidence& whole, Findings& findings) {
  Judgements judgements(whole);
  for (const auto& row : tagged_parts(whole)) {
    const Part& part = row.second;
    const std::optional<Lie> lie = first_lie(whole, judgements, part);
    if (!lie) continue;
    const bool reported = std::any_of(findings.begin(), findings.end(), [&](const Finding& finding) {
      return finding.package == part.package && std::max(finding.severity, finding.unhidden) == Severity::error;
    });
    const bool any = platform_part(lie->tag) == "any" && !are_programs(whole, part.loadable);
    const bool warns = !reported && (any || lie->hides_target);
    const std::string more = lie->files > 1 ? " (" + std::to_string(lie->files) + " files)" : "";
    Finding result = finding(rule::tag_mismatch, warns ? Severity::warning : Severity::note,
                             "its wheel is tagged " + lie->tag + ", but " + lie->message + more +
                                 (reported ? ": installers believe tags" : ""),
                             lie->tag, lie->message);
    result.path = lie->path;
    result.package = part.package;
    findings.push_back(std::move(result));
  }
  check_claims(whole, findings);
}

}  // namespace

namespace rule {

constexpr Rule tag_mismatch{
    .name = "tag-mismatch",
    .severity = Severity::warning,
    .summary = "a wheel's tags, or another package's name or manifest, and the bytes disagree",
    .why =
        "Installers choose and check wheels by their tags, and never look inside. If the bytes do not keep the promise "
        "of a tag, the import fails. The classifier of a jar, the platform of a gem, TargetPlatform of an editor's "
        "extension and the name of a release's archive are promises of the same kind.",
    .reference = "PEP 425, 427, 600 and 656; packaging.python.org, platform compatibility tags",
    .about = About::several,
    .fix = {FixedBy::another_build, ""},
};
constexpr Checks tag_mismatch_checks{.check = nullptr, .check_bundle = platlint::tag_mismatch};

}  // namespace rule

}  // namespace platlint
