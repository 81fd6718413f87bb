// SPDX-License-Identifier: Apache-2.0
// A correct bundle is full of files for other platforms: prebuilds, launchers, drivers. This file decides which of them
// do not matter here.
//
// Names select and bytes decide, as in the code that loads the files. A file for another platform is excused only if
// all of these are true:
// - Its own path names another platform. Or a sibling, whose path differs only in the platform, names the target more
//   exactly.
// - The package ships one thing for several platforms, as its bytes show. A single file does not do, nor a package full
//   of files for one and the same platform: a package for the wrong platform looks like that.
// - Something in the package that matters as much (a library for a library) fits the target. Programs and libraries
//   that only one system needs (winpty-agent.exe, DirectML.dll) may come in addition to what all of them need.
//
// A file that names the target but holds other bytes keeps its error. So does a file that was built into build/Release,
// because it is loaded.
//
// Extension modules of Python are judged one by one (modules.cpp). There is one exception: a package whose wheel is
// tagged `any`, and that is such a collection, may have modules only for other platforms. Nobody built them for this
// bundle, and its code works without them elsewhere (debugpy has pydevd_cython.cp39-win_amd64.pyd).
#include "alternatives/decision.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "alternatives/declared.hpp"
#include "alternatives/fitness.hpp"
#include "alternatives/helpers.hpp"
#include "alternatives/modules.hpp"
#include "loader/mismatch.hpp"

namespace platlint {

namespace {

using Uses = std::vector<Use>;  // the most important use that exists, one element per architecture of the target

Use least(const Uses& uses) {
  return uses.empty() ? Use::none : *std::min_element(uses.begin(), uses.end());
}

// The facts that were found about one variant.
struct VariantFacts {
  std::size_t entry = 0;
  Use use = Use::none;
  System system = System::unknown;  // by its name
  int node_abi = 0;
  int precision = 0;
  bool foreign = false;         // something in it is for another platform
  bool wrong = false;           // and that is an error
  bool elsewhere = false;       // its name says so
  bool picked = false;          // its name says the target, but it has an error or warning of its own, which stays
  std::vector<bool> served_by;  // one element per architecture of the target

  bool serves() const { return std::find(served_by.begin(), served_by.end(), true) != served_by.end(); }
};

// One set, examined as a whole.
struct Alternatives {
  std::vector<VariantFacts> members;
  Uses claimed;                  // by a file that serves or is picked: then its own finding is the verdict
  bool served = false;           // its members together serve every architecture
  std::map<int, int> precision;  // of the most exact name that serves, by Node's ABI
};

// auditwheel and delvewheel put the libraries of modules into NAME.libs, delocate into .dylibs.
bool is_repaired(std::string_view path) {
  return path.find(".libs/") != std::string_view::npos || path.find(".dylibs/") != std::string_view::npos;
}

class Judge {
 public:
  Judge(const WholeBundle& whole, const Family& family)
      : whole_(whole),
        family_(family),
        promise_(promise_of(whole, family)),
        claimed_(whole.target.architectures.size()) {}

  FamilyDecision decide() {
    if (is_declared_elsewhere()) return everything_unused();
    if (!family_.in_parts) decide_modules();
    decide_helpers();
    if (!family_.in_parts && !family_.in_jar && !is_collection() && !brings_helpers()) return std::move(decision_);
    for (const VariantSet& set : family_.sets) sets_.push_back(examine(set));
    add_up();
    for (const Alternatives& set : sets_) decide(set);
    decide_optional_modules();
    find_optional();
    decision_.serves = least(claimed_) >= Use::loaded;
    return std::move(decision_);
  }

 private:
  const Target& target() const { return whole_.target; }
  const Package* owner() const { return family_.package ? &whole_.ownership.packages[*family_.package] : nullptr; }
  bool is_module(std::size_t entry) const { return modules_.all.count(entry) > 0; }

  // --- Node packages that declare themselves for other platforms (fsevents), and that nobody needs here

  bool is_declared_elsewhere() const {
    if (family_.in_parts || owner() == nullptr || owner()->ecosystem != Ecosystem::node || owner()->required)
      return false;
    // "foo-mac" may be half of something, so its bytes decide.
    return !read_platform_path(owner()->name).platform.in_words && !declares(*owner(), target());
  }

  FamilyDecision everything_unused() {
    for (const std::size_t entry : entries()) {
      if (mismatch(whole_.subject(entry)).any()) decision_.unused.push_back(entry);
    }
    return std::move(decision_);
  }

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
      if (is_module(entry) || !is_repaired(whole_.bundle.entries[entry].path)) continue;
      modules_.all.insert(entry);
      if (mismatch(whole_.subject(entry)).any()) decision_.unused.push_back(entry);
    }
  }

  // A module for another Python is of no interest on any machine of this kind.
  void decide_optional_modules() {
    if (promise_ != Promise::everywhere) return;
    for (const std::size_t entry : modules_.missed) {
      const bool unused = least(claimed_) >= Use::loaded && !is_for_own_python(whole_.subject(entry));
      (unused ? decision_.unused : decision_.lacking).push_back(entry);
    }
  }

  // --- programs for one other system, beside files that are loaded here

  std::vector<std::size_t> entries() const {
    std::vector<std::size_t> all = family_.fixed;
    for (const VariantSet& set : family_.sets) {
      for (const Variant& variant : set) all.push_back(variant.entry);
    }
    return all;
  }

  bool loads_here(const std::vector<std::size_t>& all) const {
    return std::any_of(all.begin(), all.end(), [&](std::size_t entry) {
      const Subject subject = whole_.subject(entry);
      return use_of(subject) != Use::started && fits_any(subject);
    });
  }

  // The package's own code is loaded here, but one other system has a program more: that only matters to that system.
  // This does not hold for a program that the package is named after. It does not hold either if there is a counterpart
  // for the target: then one of the two is for the wrong machine.
  void decide_helpers() {
    if (family_.in_parts || target().system == System::unknown) return;
    const std::vector<std::size_t> all = entries();
    std::set<System> systems;
    std::vector<std::size_t> programs;
    for (const std::size_t entry : all) {
      const Subject subject = whole_.subject(entry);
      if (use_of(subject) != Use::started) continue;
      for (const Artifact* image : concerned_images(subject)) systems.insert(system_of(*image));
      if (is_named_after(subject)) systems.insert(System::unknown);
      programs.push_back(entry);
    }
    if (systems.size() != 1 || systems.contains(System::unknown) || systems.contains(target().system)) return;
    if (!loads_here(all)) return;
    helpers_.insert(programs.begin(), programs.end());
    decision_.unused.insert(decision_.unused.end(), programs.begin(), programs.end());
  }

  // --- all others

  bool is_collection() const {
    return std::any_of(family_.sets.begin(), family_.sets.end(), [&](const VariantSet& set) {
      std::set<std::string> platforms;
      for (const Variant& variant : set) {
        if (set.size() > 1 && !is_module(variant.entry))
          platforms.insert(platform_words(whole_.subject(variant.entry)));
      }
      platforms.erase("");
      return platforms.size() > 1;
    });
  }

  // Programs only for Windows, in a Node package that is code for Node: ssh2 has an agent. This does not hold for a
  // program that the package is named after: it was fetched for the machine that it was installed on (ffmpeg-static's
  // ffmpeg.exe).
  bool brings_helpers() const {
    const bool code = promise_ == Promise::none && owner() != nullptr && owner()->ecosystem == Ecosystem::node;
    return code && owner()->builds.empty() && family_.fixed.empty() &&
           std::all_of(family_.sets.begin(), family_.sets.end(), [&](const VariantSet& set) {
             return std::all_of(set.begin(), set.end(),
                                [&](const Variant& it) { return is_helper(whole_.subject(it.entry)); });
           });
  }

  VariantFacts examine(const Variant& variant, bool has_siblings) const {
    const Subject subject = whole_.subject(variant.entry);
    VariantFacts it;
    it.entry = variant.entry;
    it.use = use_of(subject);
    it.system = variant.platform.system;
    it.node_abi = variant.platform.node_abi;
    it.precision = variant.platform.precision();
    const Mismatch against = mismatch(subject);
    it.foreign = against.any();
    it.wrong = against.refused();
    // The only platform word of a collection's launchers may be ".exe" (distutils' wininst-6.0.exe).
    const bool launcher = it.use == Use::started && promise_ != Promise::chosen && promise_ != Promise::bytecode;
    it.elsewhere = is_elsewhere(variant.platform, target()) &&
                   (variant.platform.in_words || has_siblings || launcher || family_.in_jar);
    // A name without a C library means glibc: files for musl always say so. If a package may work without the file, the
    // name says nothing more.
    const bool may_lack = family_.in_parts || promise_ == Promise::everywhere;
    const bool libc_unsaid = may_lack && variant.platform.libc == Libc::unknown;
    it.elsewhere = it.elsewhere || (libc_unsaid && against.is_libc_alone());
    it.elsewhere = it.elsewhere || (variant.by_bytes && it.wrong && !fits_any(subject));
    it.picked = !it.elsewhere && it.precision > 0 && (it.foreign || subject.entry.damage.has_value());
    for (const Architecture architecture : target().architectures) {
      it.served_by.push_back(!it.elsewhere && fits(subject, architecture));
    }
    return it;
  }

  bool fits_any(const Subject& subject) const {
    return std::any_of(target().architectures.begin(), target().architectures.end(),
                       [&](Architecture architecture) { return fits(subject, architecture); });
  }

  Alternatives examine(const VariantSet& set) const {
    Alternatives result;
    result.claimed.resize(target().architectures.size());
    std::vector<bool> served(result.claimed.size());
    for (const Variant& variant : set) {
      if (is_module(variant.entry) || helpers_.contains(variant.entry)) continue;
      VariantFacts it = examine(variant, set.size() > 1);
      for (std::size_t i = 0; i < served.size(); ++i) {
        served[i] = served[i] || it.served_by[i];
        if (it.served_by[i] || it.picked) result.claimed[i] = std::max(result.claimed[i], it.use);
      }
      if (it.serves()) {
        int& most = result.precision.try_emplace(it.node_abi, it.precision).first->second;
        most = std::max(most, it.precision);
      }
      result.members.push_back(std::move(it));
    }
    result.served = std::find(served.begin(), served.end(), false) == served.end();
    return result;
  }

  // The sum of what the family has for the target.
  void add_up() {
    for (const Alternatives& set : sets_) {
      for (std::size_t i = 0; i < claimed_.size(); ++i) claimed_[i] = std::max(claimed_[i], set.claimed[i]);
    }
    for (const std::size_t entry : family_.fixed) {
      const Subject subject = whole_.subject(entry);
      for (std::size_t i = 0; i < claimed_.size(); ++i) {
        if (fits(subject, target().architectures[i])) claimed_[i] = std::max(claimed_[i], use_of(subject));
      }
    }
    if (!modules_.serving.empty()) std::fill(claimed_.begin(), claimed_.end(), Use::imported);
  }

  // A part is excused by another part of the same kind, or by one that matters more, but never by another version's.
  // (libvips, a separate part only for some platforms of sharp, is excused by sharp itself.) In a jar, a file that only
  // one other system needs (msvcp140.dll in windows-x86_64/) is excused by a file that serves in the same place.
  bool is_excused(const Alternatives& set, Use use) const {
    if (family_.in_parts) return least(claimed_) > use || least(set.claimed) >= use;
    if (family_.in_jar && !is_of_one_system(set)) return least(set.claimed) >= use || has_counterpart(set, use);
    return least(claimed_) >= (use == Use::loaded && belongs_to_program(set) ? Use::started : use);
  }

  bool belongs_to_program(const Alternatives& set) const {
    return is_of_one_system(set) && std::all_of(set.members.begin(), set.members.end(), [&](const VariantFacts& it) {
             return lies_beside_program(whole_, it.entry);
           });
  }

  bool is_of_one_system(const Alternatives& set) const {
    return std::all_of(set.members.begin(), set.members.end(), [&](const VariantFacts& it) {
      return it.elsewhere && it.system == set.members.front().system && it.system != target().system;
    });
  }

  // Other systems may have one name, and the target another: pty4j has libpty for all but Windows, which has
  // winpty.dll.
  bool has_counterpart(const Alternatives& set, Use use) const {
    const auto all = [&](const Alternatives& of, bool here) {
      return std::all_of(of.members.begin(), of.members.end(), [&](const VariantFacts& it) {
        return it.system != System::unknown && (it.system == target().system) == here;
      });
    };
    return all(set, false) && std::any_of(sets_.begin(), sets_.end(), [&](const Alternatives& other) {
             return all(other, true) && least(other.claimed) >= use;
           });
  }

  // A name that says more about the target is tried first. A name for another Node is only tried if nothing but the C
  // library is wrong: zeromq has musl builds in node/108/ beside node/glibc-115-Release/, and a manifest that says so.
  bool has_more_exact(const Alternatives& set, const VariantFacts& facts) const {
    const bool any_abi = mismatch(whole_.subject(facts.entry)).is_libc_alone();
    return std::any_of(set.precision.begin(), set.precision.end(), [&](const auto& row) {
      return row.second > facts.precision && (any_abi || row.first == facts.node_abi);
    });
  }

  void decide(const Alternatives& set) {
    for (const VariantFacts& it : set.members) {
      if (it.elsewhere && is_excused(set, it.use)) {
        decision_.unused.push_back(it.entry);
      } else if (!it.foreign) {
        continue;
      } else if (is_for_bare(whole_.bundle, it.entry)) {
        decision_.unused.push_back(it.entry);
      } else if (it.elsewhere || (it.picked && is_convenience(it.entry))) {
        decision_.lacking.push_back(it.entry);
      } else if (it.serves() && it.wrong) {
        if (set.served) decision_.shared.push_back(it.entry);
        if (!set.served && family_.in_parts) decision_.lacking.push_back(it.entry);  // half of what is needed
      } else if (has_more_exact(set, it)) {
        decision_.unused.push_back(it.entry);
      }
    }
  }

  // The package works without it, and it is no error that it does not fit.
  bool is_convenience(std::size_t entry) const {
    if (promise_ == Promise::chosen || promise_ == Promise::bytecode) return false;
    return is_fallback(whole_.subject(entry)) || is_translated(whole_.subject(entry));
  }

  void find_optional() {
    if (promise_ != Promise::everywhere) return;
    for (const VariantSet& set : family_.sets) {
      for (const Variant& variant : set) {
        if (set.size() > 1 && !is_module(variant.entry)) decision_.optional.push_back(variant.entry);
      }
    }
  }

  const WholeBundle& whole_;
  const Family& family_;
  Promise promise_;
  Uses claimed_;
  ModuleBuilds modules_;
  std::set<std::size_t> helpers_;
  std::vector<Alternatives> sets_;
  FamilyDecision decision_;
};

bool is_for_any_platform(const Package& package) {
  return !package.tags.empty() && std::all_of(package.tags.begin(), package.tags.end(),
                                              [](const std::string& tag) { return tag.ends_with("-any"); });
}

}  // namespace

Promise promise_of(const WholeBundle& whole, const Family& family) {
  if (family.in_jar) return Promise::bytecode;
  if (!family.package || family.in_parts) return Promise::chosen;
  const Package& package = whole.ownership.packages[*family.package];
  if (package.local_project) return Promise::chosen;
  switch (package.ecosystem) {
    case Ecosystem::python:
      if (is_for_any_platform(package)) return Promise::everywhere;
      return package.tags.empty() ? Promise::none : Promise::chosen;
    case Ecosystem::node:
      if (works_without(whole.bundle, package)) return Promise::everywhere;
      return package.program ? Promise::program : Promise::none;
    case Ecosystem::java:
    case Ecosystem::ruby:
    case Ecosystem::dotnet:
    case Ecosystem::elixir:
    case Ecosystem::other:
      return Promise::chosen;
  }
  return Promise::chosen;
}

FamilyDecision decide(const WholeBundle& whole, const Family& family) {
  return Judge(whole, family).decide();
}

}  // namespace platlint
