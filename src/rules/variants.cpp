// SPDX-License-Identifier: Apache-2.0
// A correct bundle is full of files for other platforms: prebuilds, launchers, drivers. Which of them does not matter
// here?
//
// Names select and bytes decide, as in the code that loads them. A file for another platform is let off only
//  - if its own path names another platform, or a sibling of the same path but for that names the target more exactly,
//  and
//  - if the package ships one thing for several platforms, seen by its bytes (a single file, or a package full of files
//  for
//    one and the same platform, is no collection: that is how a package for the wrong platform looks), and
//  - if something of the package that is at least as important (a library for a library) fits the target. Programs that
//    only one system needs (winpty-agent.exe, launchers) come with libraries for all of them.
// What names the target and holds other bytes, and what was built into build/Release, keeps its error: it is loaded.
// Extension modules of Python are judged one by one (modules.cpp); only a wheel tagged `any`, whose modules nobody
// built for this bundle, carries modules for other platforms that its code can do without (debugpy).
//
// Where nothing fits, the package has no variant for the target. How grave that is, `gravity` says.
#include "rules/variants.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdio>
#include <map>
#include <set>
#include <string>
#include <utility>

#include "packages/variants.hpp"
#include "rules/common.hpp"
#include "rules/fitness.hpp"
#include "rules/modules.hpp"

namespace platlint {

namespace {

using packages::Family;
using packages::PlatformName;
using packages::Variant;
using packages::VariantSet;

// Does the package's metadata promise that it works on the target?
enum class Promise : std::uint8_t {
  everywhere,  // every tag of its wheel ends in -any: its code does without what is not there
  none,        // a Node package: nothing is said
  chosen,  // a part, a wheel for one platform, somebody's own: made or taken for a platform, and that is the wrong one
};

enum class Others : std::uint8_t {
  here,
  several,
  one
};  // the systems that variants are for: the target's own, or others

struct Gravity {
  Promise promise;
  bool started;  // programs only
  Others others;
  Severity severity;
};

// Programs, launchers and DLLs for one other system are that system's business (distlib's launchers, pywebview's
// WebView2Loader.dll, ps-list's fastlist-x64.exe). Programs for several systems but not this one may be missing, or not
// be needed here (term-size ships one for macOS and Windows and asks a shell elsewhere). A library of the target's
// system for another processor is loaded and fails.
constexpr std::array<Gravity, 12> gravities{{
    {Promise::everywhere, true, Others::here, Severity::warning},
    {Promise::everywhere, true, Others::several, Severity::warning},
    {Promise::everywhere, true, Others::one, Severity::note},
    {Promise::everywhere, false, Others::here, Severity::error},
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

bool is_for_any_platform(const Package& package) {
  return package.ecosystem == Ecosystem::python && !package.tags.empty() &&
         std::all_of(package.tags.begin(), package.tags.end(),
                     [](const std::string& tag) { return tag.ends_with("-any"); });
}

Promise promise_of(const Package* package, bool in_parts) {
  if (package == nullptr || in_parts || package->local_project) return Promise::chosen;
  if (is_for_any_platform(*package)) return Promise::everywhere;
  const bool says_nothing =
      package->ecosystem == Ecosystem::node || (package->ecosystem == Ecosystem::python && package->tags.empty());
  return says_nothing ? Promise::none : Promise::chosen;
}

// What is decided of a family's entries.
struct Decision {
  std::vector<std::size_t> unused;   // for other platforms, and never loaded here
  std::vector<std::size_t> lacking;  // for other platforms, and nothing is there in their place
  std::vector<std::size_t> settled;  // serve, though not alone: thin files of a universal target, x86 programs
};

class Judge {
 public:
  Judge(const WholeBundle& whole, const Family& family) : whole_(whole), family_(family) {}

  Decision decide() {
    if (!family_.in_parts) decide_modules();
    for (const VariantSet& set : family_.sets) is_collection_ = is_collection_ || spans_platforms(set);
    if (!is_collection_ && !family_.in_parts) return std::move(decision_);
    if (!family_.in_parts) claimed_ = claimed_by_all();
    for (const VariantSet& set : family_.sets) decide(set);
    decide_optional_modules();
    return std::move(decision_);
  }

 private:
  struct Standing {
    Use use = Use::none;
    bool foreign = false;
    bool elsewhere = false;       // its name says so
    std::vector<bool> served_by;  // parallel to the target's architectures

    bool serves() const { return std::find(served_by.begin(), served_by.end(), true) != served_by.end(); }
  };

  const Target& target() const { return whole_.target; }
  const Package* owner() const { return family_.package ? &whole_.ownership.packages[*family_.package] : nullptr; }

  // --- Python modules, and the libraries that a repair tool put beside them

  void decide_modules() {
    if (owner() == nullptr || owner()->ecosystem != Ecosystem::python) return;
    std::vector<std::size_t> entries;
    for (const VariantSet& set : family_.sets) {
      for (const Variant& variant : set) entries.push_back(variant.entry);
    }
    modules_ = judge_modules(whole_, entries);
    decision_.unused = modules_.unused;
    if (modules_.unused.empty() || modules_.lacking) return;
    for (const std::size_t entry : entries) {
      if (modules_.all.count(entry) > 0 || !is_repaired(whole_.bundle.entries[entry].path)) continue;
      modules_.all.insert(entry);
      if (is_foreign(whole_.subject(entry))) decision_.unused.push_back(entry);
    }
  }

  // auditwheel and delvewheel: NAME.libs; delocate: .dylibs.
  static bool is_repaired(std::string_view path) {
    return path.find(".libs/") != std::string_view::npos || path.find(".dylibs/") != std::string_view::npos;
  }

  void decide_optional_modules() {
    if (owner() == nullptr || !is_for_any_platform(*owner())) return;
    for (const std::size_t entry : modules_.missed) {
      (claimed_ >= Use::loaded ? decision_.unused : decision_.lacking).push_back(entry);
    }
  }

  // --- all others

  bool is_module(std::size_t entry) const { return modules_.all.count(entry) > 0; }

  bool spans_platforms(const VariantSet& set) const {
    std::set<std::string> platforms;
    for (const Variant& variant : set) {
      const std::string words =
          is_module(variant.entry) ? std::string{} : platform_words(whole_.subject(variant.entry));
      if (!words.empty()) platforms.insert(words);
    }
    return platforms.size() > 1;
  }

  Standing standing(const Variant& variant, bool has_siblings) const {
    const Subject subject = whole_.subject(variant.entry);
    Standing result;
    result.use = use_of(subject);
    result.foreign = is_foreign(subject);
    result.elsewhere = is_elsewhere(variant.platform, target()) && (variant.platform.in_words || has_siblings);
    for (const Architecture architecture : target().architectures) {
      result.served_by.push_back(!result.elsewhere && fits(subject, architecture));
    }
    return result;
  }

  // Is it what the target's code picks, with an error or warning of its own that stays? Then nothing else is missing.
  bool is_picked(const Variant& variant, const Standing& it) const {
    const Entry& entry = whole_.bundle.entries[variant.entry];
    return !it.elsewhere && variant.platform.precision() > 0 &&
           (it.foreign || entry.status == Entry::Status::unreadable || entry.damage);
  }

  using Uses = std::vector<Use>;  // the most important thing that serves, an element an architecture

  Uses nothing() const { return Uses(target().architectures.size(), Use::none); }
  static Use least(const Uses& uses) { return uses.empty() ? Use::none : *std::min_element(uses.begin(), uses.end()); }

  void claim(const VariantSet& set, Uses& uses) const {
    for (const Variant& variant : set) {
      if (is_module(variant.entry)) continue;
      const Standing it = standing(variant, set.size() > 1);
      for (std::size_t i = 0; i < uses.size(); ++i) {
        if (it.served_by[i] || is_picked(variant, it)) uses[i] = std::max(uses[i], it.use);
      }
    }
  }

  Use claimed_by_all() const {
    Uses uses = nothing();
    for (const VariantSet& set : family_.sets) claim(set, uses);
    for (const std::size_t entry : family_.fixed) {
      const Subject subject = whole_.subject(entry);
      for (std::size_t i = 0; i < uses.size(); ++i) {
        if (fits(subject, target().architectures[i])) uses[i] = std::max(uses[i], use_of(subject));
      }
    }
    if (!modules_.serving.empty()) std::fill(uses.begin(), uses.end(), Use::imported);
    return least(uses);
  }

  // Is it excused by what else there is? Parts: by one of the same kind, or by one that matters more (libvips, which
  // only some platforms' parts of sharp have apart, by sharp itself); never by another version's.
  bool is_excused(const VariantSet& set, Use use) const {
    if (!family_.in_parts) return use <= claimed_;
    for (const VariantSet& other : family_.sets) {
      Uses uses = nothing();
      claim(other, uses);
      const Use claimed = least(uses);
      if (claimed > use || (claimed == use && &other == &set)) return true;
    }
    return false;
  }

  // The most exact name of a file that serves.
  int best_precision(const VariantSet& set) const {
    int best = -1;
    for (const Variant& variant : set) {
      if (standing(variant, set.size() > 1).serves()) best = std::max(best, variant.platform.precision());
    }
    return best;
  }

  void decide(const VariantSet& set) {
    Uses uses = nothing();
    claim(set, uses);
    const bool served = least(uses) != Use::none;
    const int best = best_precision(set);
    for (const Variant& variant : set) {
      if (is_module(variant.entry)) continue;
      const Standing it = standing(variant, set.size() > 1);
      if (!it.foreign) continue;
      if (it.elsewhere) {
        (is_excused(set, it.use) ? decision_.unused : decision_.lacking).push_back(variant.entry);
      } else if (it.serves()) {
        if (served) decision_.settled.push_back(variant.entry);
      } else if (best > variant.platform.precision()) {
        decision_.unused.push_back(variant.entry);
      }
    }
  }

  const WholeBundle& whole_;
  const Family& family_;
  ModuleBuilds modules_;
  bool is_collection_ = false;
  Use claimed_ = Use::none;
  Decision decision_;
};

// --- the findings

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

Finding placed(Finding finding, const WholeBundle& whole, std::size_t entry, std::optional<std::size_t> package) {
  finding.path = whole.bundle.entries[entry].path;
  finding.package = package;
  return finding;
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

Severity gravity_of(const WholeBundle& whole, const Family& family, const std::vector<std::size_t>& lacking) {
  const Package* package = family.package ? &whole.ownership.packages[*family.package] : nullptr;
  const bool started = std::all_of(lacking.begin(), lacking.end(),
                                   [&](std::size_t entry) { return use_of(whole.subject(entry)) == Use::started; });
  const bool nobodys = package != nullptr && package->ecosystem == Ecosystem::other;
  return gravity(nobodys ? Promise::chosen : promise_of(package, family.in_parts), started, systems_of(whole, lacking));
}

Finding no_variant(const WholeBundle& whole, const Family& family, Severity severity,
                   std::vector<std::size_t> lacking) {
  std::sort(lacking.begin(), lacking.end());
  const bool node = whole.subject(lacking.front()).package != nullptr &&
                    whole.subject(lacking.front()).package->ecosystem == Ecosystem::node;
  const std::string actual = enumerate(platforms_of(whole, lacking));
  const std::string expected = platform_words(whole.target, node);
  return placed(
      finding("no-variant-for-target", severity, "has " + actual + ", none for " + expected, expected, actual), whole,
      lacking.front(), family.package);
}

Finding foreign_variant(const WholeBundle& whole, const std::vector<std::size_t>& unused) {
  std::uint64_t bytes = 0;
  for (const std::size_t entry : unused) bytes += whole.bundle.entries[entry].size;
  const std::string files = std::to_string(unused.size()) + (unused.size() == 1 ? " file" : " files");
  return placed(finding("foreign-variant", Severity::note,
                        files + " for other platforms, " + size_words(bytes) + ", never loaded here",
                        describe(whole.target), enumerate(platforms_of(whole, unused))),
                whole, unused.front(), whole.ownership.owner[unused.front()]);
}

void take_back(Findings& findings) {
  std::erase_if(findings, [](const Finding& finding) { return is_about_platform(finding.rule); });
}

constexpr std::array table{
    Rule{"no-variant-for-target", Severity::error, "a package ships variants, and none is for the target",
         "The package's own code chooses a file by the platform that it runs on, and finds none: \"Could not load the "
         "sharp "
         "module using the linux-x64 runtime\", \"No native build was found for platform=linux\". A warning where only "
         "programs are concerned that the package may not need there.",
         "node-gyp-build; docs.npmjs.com, package.json, \"os\", \"cpu\" and \"libc\""},
    Rule{"foreign-variant", Severity::note, "files for other platforms that ride along unused",
         "Nothing loads them on the target, where another variant serves or none is needed. They only take up room.",
         "node-gyp-build; distlib, scripts"},
};

}  // namespace

Findings settle_variants(const WholeBundle& whole, std::vector<Findings>& by_entry) {
  Findings findings;
  std::map<std::pair<bool, std::size_t>, std::vector<std::size_t>> unused;  // by owner, or by itself
  for (const Family& family : packages::find_families(whole.bundle, whole.ownership)) {
    Decision decision = Judge(whole, family).decide();
    if (!decision.lacking.empty()) {
      const Severity severity = gravity_of(whole, family, decision.lacking);
      for (const std::size_t entry : decision.lacking) take_back(by_entry[entry]);
      if (severity == Severity::note) {
        decision.unused.insert(decision.unused.end(), decision.lacking.begin(), decision.lacking.end());
      } else {
        findings.push_back(no_variant(whole, family, severity, std::move(decision.lacking)));
      }
    }
    for (const std::size_t entry : decision.settled) take_back(by_entry[entry]);
    for (const std::size_t entry : decision.unused) {
      take_back(by_entry[entry]);
      const auto owner = whole.ownership.owner[entry];
      unused[{owner.has_value(), owner.value_or(entry)}].push_back(entry);
    }
  }
  for (auto& [owner, entries] : unused) {
    std::sort(entries.begin(), entries.end());
    findings.push_back(foreign_variant(whole, entries));
  }
  return findings;
}

std::span<const Rule> variant_rules() {
  return table;
}

}  // namespace platlint
