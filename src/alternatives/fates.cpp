// SPDX-License-Identifier: Apache-2.0
#include "alternatives/fates.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include "alternatives/decision.hpp"
#include "alternatives/fitness.hpp"
#include "alternatives/helpers.hpp"
#include "alternatives/java_fallbacks.hpp"
#include "loader/loadable.hpp"

namespace platlint {

namespace {

// How serious it is if a family has nothing for the target.
enum class Missed : std::uint8_t {
  no,       // it is not needed here
  perhaps,  // the package may work without it
  yes,
};

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
  Missed missed;
};

// A file for one other system only matters to that system: distlib's launchers, pywebview's WebView2Loader.dll,
// ps-list's fastlist-x64.exe. Files for several other systems may be missing here, or not needed: term-size ships
// programs for macOS and Windows and asks a shell elsewhere. A wheel tagged `any` whose own names tell platforms apart
// is made to run on others too: debugpy has no attach_linux_arm64.so and still debugs. An addon is needed, unless the
// package is a program that has no way to get one on this platform. For example, pnpm brings addons for copy-on-write,
// which only macOS and Windows need, and copies on Linux.
constexpr std::array<Gravity, 18> gravities{{
    {Promise::everywhere, true, Others::here, Missed::perhaps},
    {Promise::everywhere, true, Others::several, Missed::perhaps},
    {Promise::everywhere, true, Others::one, Missed::no},
    {Promise::everywhere, false, Others::here, Missed::perhaps},
    {Promise::everywhere, false, Others::several, Missed::perhaps},
    {Promise::everywhere, false, Others::one, Missed::no},
    {Promise::program, true, Others::here, Missed::yes},
    {Promise::program, true, Others::several, Missed::perhaps},
    {Promise::program, true, Others::one, Missed::no},
    {Promise::program, false, Others::here, Missed::yes},
    {Promise::program, false, Others::several, Missed::perhaps},
    {Promise::program, false, Others::one, Missed::yes},
    {Promise::none, true, Others::here, Missed::yes},
    {Promise::none, true, Others::several, Missed::perhaps},
    {Promise::none, true, Others::one, Missed::no},
    {Promise::none, false, Others::here, Missed::yes},
    {Promise::none, false, Others::several, Missed::yes},
    {Promise::none, false, Others::one, Missed::yes},
}};

Missed gravity(Promise promise, bool started, Others others) {
  const auto row = std::find_if(gravities.begin(), gravities.end(), [&](const Gravity& it) {
    return it.promise == promise && it.started == started && it.others == others;
  });
  return row == gravities.end() ? Missed::yes : row->missed;
}

Others systems_of(const WholeBundle& whole, const std::vector<std::size_t>& entries) {
  std::set<System> systems;
  for (const std::size_t entry : entries) {
    for (const Artifact* image : concerned_images(whole.subject(entry))) systems.insert(system_of(*image));
  }
  if (systems.count(whole.target.system) > 0) return Others::here;
  return systems.size() > 1 ? Others::several : Others::one;
}

// For a jar. Java code chooses a library by the system that it runs on. So a file for one other system (netty's kqueue,
// msvcp140.dll) is not missed if another jar has something for the target. A single file is doubtful: a build on a Mac
// fetches only that one of a library that all need (os-maven-plugin).
Missed gravity_of_jar(bool started, Others others, bool alone, bool others_serve) {
  if (started || others != Others::one || !others_serve) return gravity(Promise::none, started, others);
  return alone ? Missed::perhaps : Missed::no;
}

// Then nothing shows that the package tells platforms apart.
bool is_one_file(const Family& family) {
  return family.fixed.empty() && family.sets.size() == 1 && family.sets.front().size() == 1;
}

// Are all its files for the target's system ones that it may work without?
bool are_conveniences(const WholeBundle& whole, const std::vector<std::size_t>& lacking) {
  return std::all_of(lacking.begin(), lacking.end(), [&](std::size_t entry) {
    const Subject subject = whole.subject(entry);
    const auto images = concerned_images(subject);
    const bool here = std::any_of(images.begin(), images.end(),
                                  [&](const Artifact* image) { return system_of(*image) == whole.target.system; });
    return !here || is_fallback(subject) || is_translated(subject);
  });
}

// Only optional dependencies lead to it: npm leaves it out if it cannot be installed (@datadog/libdatadog-extras has
// nothing for Windows). A part is different: its package asks for it.
bool is_optional(const WholeBundle& whole, const Family& family) {
  return family.package && !family.in_parts && !whole.ownership.packages[*family.package].needed;
}

Missed how_missed_in_package(const WholeBundle& whole, const Family& family, Gravity of,
                             const std::vector<std::size_t>& lacking) {
  const Missed missed = gravity(of.promise, of.started, of.others);
  if (missed == Missed::no) {
    const bool module = of.promise == Promise::everywhere &&
                        std::any_of(lacking.begin(), lacking.end(),
                                    [&](std::size_t entry) { return is_for_own_python(whole.subject(entry)); });
    return module || (of.promise == Promise::none && is_one_file(family)) ? Missed::perhaps : missed;
  }
  const bool spared = of.started && of.others == Others::here && are_conveniences(whole, lacking);
  return spared || is_optional(whole, family) ? Missed::perhaps : missed;
}

bool have_fallbacks(const WholeBundle& whole, const std::vector<std::size_t>& entries) {
  return std::all_of(entries.begin(), entries.end(),
                     [&](std::size_t entry) { return has_java_fallback(whole.bundle.entries[entry].path); });
}

// `lacking` are files for other platforms; `jars_serve`: a jar of the bundle has a library for this one.
Missed how_missed(const WholeBundle& whole, const Family& family, const std::vector<std::size_t>& lacking,
                  bool jars_serve) {
  const bool started = std::all_of(lacking.begin(), lacking.end(),
                                   [&](std::size_t entry) { return use_of(whole.subject(entry)) == Use::started; });
  const Gravity of{promise_of(whole, family), started, systems_of(whole, lacking), Missed::yes};
  if (of.promise != Promise::bytecode) return how_missed_in_package(whole, family, of, lacking);
  return gravity_of_jar(started, of.others, platforms_of(whole, lacking).size() == 1, jars_serve);
}

void mark(Fates& fates, const std::vector<std::size_t>& entries, Fate::Kind kind) {
  for (const std::size_t entry : entries) fates.entries[entry].kind = kind;
}

void add_lack(const WholeBundle& whole, Fates& fates, const Family& family, std::vector<std::size_t> entries,
              Missed missed) {
  mark(fates, entries, missed == Missed::no ? Fate::Kind::unused : Fate::Kind::lacking);
  if (missed == Missed::no) return;
  std::sort(entries.begin(), entries.end());
  const bool has_fallback = have_fallbacks(whole, entries);
  fates.lacks.push_back({family.package, std::move(entries), missed == Missed::perhaps || has_fallback, has_fallback});
}

}  // namespace

Fates find_fates(const WholeBundle& whole, const std::vector<Family>& families) {
  std::vector<FamilyDecision> decisions;
  bool jars_serve = false;
  for (const Family& family : families) {
    decisions.push_back(decide(whole, family));
    jars_serve = jars_serve || (family.in_jar && decisions.back().serves);
  }
  Fates fates;
  for (std::size_t i = 0; i < families.size(); ++i) {
    FamilyDecision& decision = decisions[i];
    mark(fates, decision.unused, Fate::Kind::unused);
    mark(fates, decision.shared, Fate::Kind::shared);
    if (!decision.lacking.empty()) {
      const Missed missed = how_missed(whole, families[i], decision.lacking, jars_serve);
      add_lack(whole, fates, families[i], std::move(decision.lacking), missed);
    }
    for (const std::size_t entry : decision.optional) fates.entries[entry].optional = true;
  }
  return fates;
}

}  // namespace platlint
