// SPDX-License-Identifier: Apache-2.0
#include "alternatives/missed.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <string>

#include "alternatives/decision.hpp"
#include "alternatives/fitness.hpp"
#include "loader/loadable.hpp"

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
  Missed missed;
};

// What is for one other system only is that system's business: distlib's launchers, pywebview's WebView2Loader.dll,
// ps-list's fastlist-x64.exe. What is for several but not for this one may be missing, or not be needed here: term-size
// ships programs for macOS and Windows and asks a shell elsewhere. A wheel tagged `any` whose own names tell platforms
// apart knows that it will meet others: debugpy has no attach_linux_arm64.so and debugs all the same. An addon is
// needed.
constexpr std::array<Gravity, 12> gravities{{
    {Promise::everywhere, true, Others::here, Missed::perhaps},
    {Promise::everywhere, true, Others::several, Missed::perhaps},
    {Promise::everywhere, true, Others::one, Missed::no},
    {Promise::everywhere, false, Others::here, Missed::perhaps},
    {Promise::everywhere, false, Others::several, Missed::perhaps},
    {Promise::everywhere, false, Others::one, Missed::no},
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
Missed gravity_of_jar(bool started, Others others, bool alone, bool others_serve) {
  if (started || others != Others::one || !others_serve) return gravity(Promise::none, started, others);
  return alone ? Missed::perhaps : Missed::no;
}

}  // namespace

Missed how_missed(const WholeBundle& whole, const Family& family, const std::vector<std::size_t>& lacking,
                  bool jars_serve) {
  const bool started = std::all_of(lacking.begin(), lacking.end(),
                                   [&](std::size_t entry) { return use_of(whole.subject(entry)) == Use::started; });
  const Promise promise = promise_of(whole, family);
  const Others others = systems_of(whole, lacking);
  if (promise != Promise::bytecode) return gravity(promise, started, others);
  return gravity_of_jar(started, others, platforms_of(whole, lacking).size() == 1, jars_serve);
}

}  // namespace platlint
