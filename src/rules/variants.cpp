// SPDX-License-Identifier: Apache-2.0
// Reports packages for several platforms if nothing in them fits the target. If something fits, reports the files that
// are only for other platforms.
#include "rules/variants.hpp"

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <utility>

#include "alternatives/fitness.hpp"
#include "rules/common.hpp"
#include "text/size.hpp"

namespace platlint {

namespace {

std::string enumerate(const std::set<std::string>& words) {
  constexpr std::size_t shown = 6;
  std::string text;
  std::size_t i = 0;
  for (const std::string& word : words) {
    const bool cut = i == shown && words.size() > shown + 1;
    const bool last = i + 1 == words.size() || cut;
    if (i > 0) text += last ? " and " : ", ";
    if (cut) return text + std::to_string(words.size() - shown) + " more";
    text += word;
    ++i;
  }
  return text;
}

Finding no_variant(const WholeBundle& whole, const Lack& lack) {
  const std::size_t first = lack.entries.front();
  const Package* owner = whole.subject(first).package;
  const bool node = owner != nullptr && owner->ecosystem == Ecosystem::node;
  const std::string actual = enumerate(platforms_of(whole, lack.entries));
  const std::string expected = platform_words(whole.target, node);
  const std::string more(lack.has_fallback ? fallback_words : "");
  Finding result = placed(finding(rule::no_variant_for_target, lack.doubtful ? Severity::warning : Severity::error,
                                  "has " + actual + ", none for " + expected + more, expected, actual),
                          whole, first);
  result.package = lack.package;
  return result;
}

Finding foreign_variant(const WholeBundle& whole, const std::vector<std::size_t>& unused) {
  std::uint64_t bytes = 0;
  for (const std::size_t entry : unused) bytes += whole.bundle.entries[entry].size;
  const std::string files = std::to_string(unused.size()) + (unused.size() == 1 ? " file" : " files");
  Finding result = placed(finding(rule::foreign_variant, Severity::note,
                                  files + " for other platforms, " + text::size_words(bytes) + ", never loaded here",
                                  describe(whole.target), enumerate(platforms_of(whole, unused))),
                          whole, unused.front());
  result.entries = unused;
  return result;
}

}  // namespace

Findings check_variants(const WholeBundle& whole, const Fates& fates) {
  Findings findings;
  for (const Lack& lack : fates.lacks) findings.push_back(no_variant(whole, lack));
  std::map<std::pair<bool, std::size_t>, std::vector<std::size_t>> unused;  // by owner, or by itself
  for (const auto& [entry, fate] : fates.entries) {
    if (fate.kind != Fate::Kind::unused) continue;
    const auto owner = whole.ownership.owner[entry];
    unused[{owner.has_value(), owner.value_or(entry)}].push_back(entry);
  }
  for (const auto& [owner, entries] : unused) findings.push_back(foreign_variant(whole, entries));
  return findings;
}

namespace rule {

constexpr Rule no_variant_for_target{
    .name = "no-variant-for-target",
    .severity = Severity::error,
    .summary = "a package ships variants, and none is for the target",
    .why =
        "The package's own code chooses a file for the platform that it runs on, and finds none: \"Could not load the "
        "sharp module using the linux-x64 runtime\", \"No native build was found for platform=linux\". It is a warning "
        "if the package may work without.",
    .reference = "node-gyp-build; docs.npmjs.com, package.json, \"os\", \"cpu\" and \"libc\"",
    .about = About::several,
    .fix = {FixedBy::another_build, ""},
};
constexpr Checks no_variant_for_target_checks{.check = nullptr, .check_bundle = nullptr};

constexpr Rule foreign_variant{
    .name = "foreign-variant",
    .severity = Severity::note,
    .summary = "files for other platforms that ride along unused",
    .why =
        "Nothing loads them on the target, because another variant serves or none is needed. They only take up room.",
    .reference = "node-gyp-build; distlib, scripts",
    .about = About::several,
    .fix = {FixedBy::nothing, "they only take up room"},
};
constexpr Checks foreign_variant_checks{.check = nullptr, .check_bundle = nullptr};

}  // namespace rule

}  // namespace platlint
