// SPDX-License-Identifier: Apache-2.0
// Where nothing of a package that is made for several platforms fits the target; and what rides along where something
// does.
#include "rules/variants.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdio>
#include <map>
#include <set>
#include <string>
#include <utility>

#include "alternatives/decision.hpp"
#include "alternatives/fitness.hpp"
#include "rules/common.hpp"

namespace platlint {

namespace {

// The systems that the variants are for.
enum class Others : std::uint8_t {
  here,     // the target's own, for another processor or C library
  several,  // others
  one,
};

struct Gravity {
  Promise promise;
  bool started;  // programs only
  Others others;
  Severity severity;
};

// What is for one other system only is that system's business: distlib's launchers, pywebview's WebView2Loader.dll,
// ps-list's fastlist-x64.exe. What is for several but not for this one may be missing, or not be needed here: term-size
// ships programs for macOS and Windows and asks a shell elsewhere. A wheel tagged `any` whose own names tell platforms
// apart knows that it will meet others: debugpy has no attach_linux_arm64.so and debugs all the same. An addon is
// needed.
constexpr std::array<Gravity, 12> gravities{{
    {Promise::everywhere, true, Others::here, Severity::warning},
    {Promise::everywhere, true, Others::several, Severity::warning},
    {Promise::everywhere, true, Others::one, Severity::note},
    {Promise::everywhere, false, Others::here, Severity::warning},
    {Promise::everywhere, false, Others::several, Severity::warning},
    {Promise::everywhere, false, Others::one, Severity::note},
    {Promise::none, true, Others::here, Severity::error},
    {Promise::none, true, Others::several, Severity::warning},
    {Promise::none, true, Others::one, Severity::note},
    {Promise::none, false, Others::here, Severity::error},
    {Promise::none, false, Others::several, Severity::error},
    {Promise::none, false, Others::one, Severity::error},
}};

Severity gravity(Promise promise, bool started, Others others) {
  const auto row = std::find_if(gravities.begin(), gravities.end(), [&](const Gravity& it) {
    return it.promise == promise && it.started == started && it.others == others;
  });
  return row == gravities.end() ? Severity::error : row->severity;
}

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

std::string size_words(std::uint64_t bytes) {
  constexpr std::array<std::string_view, 4> units{"kB", "MB", "GB", "TB"};
  if (bytes < 1000) return std::to_string(bytes) + " bytes";
  double size = static_cast<double>(bytes) / 1000;
  std::size_t unit = 0;
  for (; size >= 999.95 && unit + 1 < units.size(); ++unit) size /= 1000;
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%.1f ", size);
  return text.data() + std::string(units[unit]);
}

std::set<std::string> platforms_of(const WholeBundle& whole, const std::vector<std::size_t>& entries) {
  std::set<std::string> platforms;
  for (const std::size_t entry : entries) platforms.insert(platform_words(whole.subject(entry)));
  platforms.erase("");
  return platforms;
}

Others systems_of(const WholeBundle& whole, const std::vector<std::size_t>& entries) {
  std::set<System> systems;
  for (const std::size_t entry : entries) {
    for (const Artifact& image : whole.bundle.entries[entry].artifacts) {
      if (!concerns_loader(image, whole.bundle.entries[entry])) continue;
      const bool linux_file = image.system == System::unknown && image.format == Format::elf;
      systems.insert(linux_file ? System::linux : image.system);
    }
  }
  if (systems.count(whole.target.system) > 0) return Others::here;
  return systems.size() > 1 ? Others::several : Others::one;
}

// Of a jar. Java code asks for a library by the system that it runs on, so what is for one other system only (netty's
// kqueue, msvcp140.dll) is not missed where another jar has something for the target. It is doubtful when there is one
// file: a build on a Mac fetches just that of a library that all need (os-maven-plugin).
Severity gravity_of_jar(bool started, Others others, bool alone, bool others_serve) {
  if (started || others != Others::one || !others_serve) return gravity(Promise::none, started, others);
  return alone ? Severity::warning : Severity::note;
}

Severity gravity_of(const WholeBundle& whole, const Family& family, const std::vector<std::size_t>& lacking,
                    bool jars_serve) {
  const bool started = std::all_of(lacking.begin(), lacking.end(),
                                   [&](std::size_t entry) { return use_of(whole.subject(entry)) == Use::started; });
  const Promise promise = promise_of(whole, family);
  const Others others = systems_of(whole, lacking);
  if (promise != Promise::bytecode) return gravity(promise, started, others);
  return gravity_of_jar(started, others, platforms_of(whole, lacking).size() == 1, jars_serve);
}

Finding no_variant(const WholeBundle& whole, const Family& family, Severity severity,
                   std::vector<std::size_t> lacking) {
  std::sort(lacking.begin(), lacking.end());
  const Package* owner = whole.subject(lacking.front()).package;
  const bool node = owner != nullptr && owner->ecosystem == Ecosystem::node;
  const std::string actual = enumerate(platforms_of(whole, lacking));
  const std::string expected = platform_words(whole.target, node);
  Finding result = placed(
      finding(rule::no_variant_for_target, severity, "has " + actual + ", none for " + expected, expected, actual),
      whole, lacking.front());
  result.package = family.package;
  return result;
}

Finding foreign_variant(const WholeBundle& whole, const std::vector<std::size_t>& unused) {
  std::uint64_t bytes = 0;
  for (const std::size_t entry : unused) bytes += whole.bundle.entries[entry].size;
  const std::string files = std::to_string(unused.size()) + (unused.size() == 1 ? " file" : " files");
  return placed(finding(rule::foreign_variant, Severity::note,
                        files + " for other platforms, " + size_words(bytes) + ", never loaded here",
                        describe(whole.target), enumerate(platforms_of(whole, unused))),
                whole, unused.front());
}

// What is for another platform is no harm where it is not loaded.
void take_back(Findings& findings) {
  std::erase_if(findings, [](const Finding& finding) { return finding.rule->about == About::platform; });
}

// What nothing loads is asked for nothing, but it must have been read. What an archive holds is not asked for either.
void take_back_all(Findings& findings) {
  std::erase_if(findings, [](const Finding& finding) {
    const About about = finding.rule->about;
    return (about != About::damage && about != About::unread) || finding.rule == &rule::unopened_archive;
  });
}

// debugpy's attach_linux_amd64.so needs a later glibc than many targets have: there debugpy does without, as it does
// where it has none.
void soften(Findings& findings) {
  for (Finding& finding : findings) {
    if (finding.rule->about == About::version) finding.severity = Severity::warning;
  }
}

}  // namespace

SettledVariants settle_variants(const WholeBundle& whole, FindingsByEntry& by_entry) {
  SettledVariants result;
  std::vector<FamilyDecision> decisions;
  bool jars_serve = false;
  for (const Family& family : *whole.families) {
    decisions.push_back(decide(whole, family));
    jars_serve = jars_serve || (family.in_jar && decisions.back().serves);
  }
  std::map<std::pair<bool, std::size_t>, std::vector<std::size_t>> unused;  // by owner, or by itself
  for (std::size_t i = 0; i < decisions.size(); ++i) {
    const Family& family = (*whole.families)[i];
    FamilyDecision& decision = decisions[i];
    if (!decision.lacking.empty()) {
      const Severity severity = gravity_of(whole, family, decision.lacking, jars_serve);
      for (const std::size_t entry : decision.lacking) take_back(by_entry[entry]);
      if (severity == Severity::note) {
        decision.unused.insert(decision.unused.end(), decision.lacking.begin(), decision.lacking.end());
      } else {
        result.findings.push_back(no_variant(whole, family, severity, std::move(decision.lacking)));
      }
    }
    for (const std::size_t entry : decision.optional) soften(by_entry[entry]);
    for (const std::size_t entry : decision.settled) take_back(by_entry[entry]);
    for (const std::size_t entry : decision.unused) {
      take_back_all(by_entry[entry]);
      result.unused.insert(entry);
      const auto owner = whole.ownership.owner[entry];
      unused[{owner.has_value(), owner.value_or(entry)}].push_back(entry);
    }
  }
  for (auto& [owner, entries] : unused) {
    std::sort(entries.begin(), entries.end());
    result.findings.push_back(foreign_variant(whole, entries));
  }
  return result;
}

namespace rule {

constexpr Rule no_variant_for_target{
    .name = "no-variant-for-target",
    .severity = Severity::error,
    .summary = "a package ships variants, and none is for the target",
    .why =
        "The package's own code chooses a file by the platform that it runs on, and finds none: \"Could not load the "
        "sharp module using the linux-x64 runtime\", \"No native build was found for platform=linux\". A warning where "
        "the package may do without.",
    .reference = "node-gyp-build; docs.npmjs.com, package.json, \"os\", \"cpu\" and \"libc\"",
    .about = About::several,
    .fix = {Mend::another_build, ""},
    .check = nullptr,
    .check_bundle = nullptr,
};

constexpr Rule foreign_variant{
    .name = "foreign-variant",
    .severity = Severity::note,
    .summary = "files for other platforms that ride along unused",
    .why = "Nothing loads them on the target, where another variant serves or none is needed. They only take up room.",
    .reference = "node-gyp-build; distlib, scripts",
    .about = About::several,
    .fix = {Mend::nothing, "they only take up room"},
    .check = nullptr,
    .check_bundle = nullptr,
};

}  // namespace rule

}  // namespace platlint
