// SPDX-License-Identifier: Apache-2.0
// Which names and which bytes are for the target, and in which words a platform is said.
#include "alternatives/fitness.hpp"

#include <doctest/doctest.h>

#include <string>

#include "rules/build.hpp"

using namespace platlint;
using namespace platlint::build;

namespace {

const Target linux_x64 = linux_target(Architecture::x86_64);

Artifact started(Artifact image) {
  image.kind = Kind::executable;
  return image;
}

bool elsewhere(std::string_view path, const Target& target = linux_x64) {
  return is_elsewhere(read_platform_path(path).platform, target);
}

bool fits_as(const Target& target, const std::vector<Artifact>& images, Architecture wanted,
             const std::string& path = "tool") {
  const Entry entry = file(path, images);
  return fits({entry, target}, wanted);
}

}  // namespace

TEST_CASE("what a file is used for") {
  const auto use = [](const std::string& path, const std::vector<Artifact>& images) {
    const Entry entry = file(path, images);
    return use_of({entry, linux_x64});
  };
  const Artifact library = elf(Architecture::x86_64), program = started(library);
  CHECK(use("a.node", {library}) == Use::imported);
  CHECK(use("a.cpython-312-x86_64-linux-gnu.so", {library}) == Use::imported);
  CHECK(use("a.so", {library}) == Use::loaded);
  CHECK(use("a", {program}) == Use::started);
  CHECK(use("a", {program, program}) == Use::started);
  CHECK(use("a", {program, library}) == Use::loaded);
  CHECK(use("a", {library, program}) == Use::loaded);
  CHECK(use("a", {}) == Use::loaded);
}

TEST_CASE("Windows on Intel or ARM with 64 bits starts programs of 32 bits, and loads none of their libraries") {
  const Artifact program = started(pe(Architecture::i686));
  for (const Architecture wide : {Architecture::x86_64, Architecture::aarch64}) {
    CHECK(fits_as(windows(wide), {program}, wide));
    CHECK(fits_as(windows(wide), {started(pe(wide))}, wide));
    CHECK_FALSE(fits_as(windows(wide), {pe(Architecture::i686)}, wide, "x.dll"));
  }
  CHECK(fits_as(windows(Architecture::i686), {program}, Architecture::i686));
  CHECK_FALSE(fits_as(windows(Architecture::armv7l), {program}, Architecture::armv7l));
  CHECK_FALSE(fits_as(windows(Architecture::x86_64), {started(elf(Architecture::i686))}, Architecture::x86_64));
  CHECK_FALSE(fits_as(linux_x64, {started(elf(Architecture::i686))}, Architecture::x86_64));
}

TEST_CASE("what fits was judged, and has an image that is loaded") {
  CHECK(fits_as(linux_x64, {elf(Architecture::x86_64)}, Architecture::x86_64));
  CHECK_FALSE(fits_as(linux_x64, {}, Architecture::x86_64));
  Artifact object = elf(Architecture::x86_64);
  object.kind = Kind::object;
  CHECK_FALSE(fits_as(linux_x64, {object}, Architecture::x86_64));
  CHECK_FALSE(fits_as(linux_x64, {elf(Architecture::aarch64)}, Architecture::x86_64));
  Entry unread = file("x.so", {elf(Architecture::x86_64)});
  unread.status = Entry::Status::unreadable;
  CHECK_FALSE(fits({unread, linux_x64}, Architecture::x86_64));
}

TEST_CASE("a name is for another target by its system, format, processor, width or C library") {
  CHECK_FALSE(elsewhere("x"));
  CHECK_FALSE(elsewhere("linux/x"));
  CHECK(elsewhere("darwin/x"));
  CHECK(elsewhere("dragonfly/x"));
  CHECK_FALSE(elsewhere("x.so"));
  CHECK(elsewhere("x.dll"));
  CHECK_FALSE(elsewhere("linux/x.dll"));  // the word says more than the suffix
  CHECK_FALSE(elsewhere("x.dll", windows(Architecture::x86_64)));
  CHECK_FALSE(elsewhere("linux-x64/x"));
  CHECK(elsewhere("linux-arm64/x"));
  CHECK_FALSE(elsewhere("linux-arm64+x64/x"));
  CHECK_FALSE(elsewhere("linux-x64+arm64/x"));
  CHECK_FALSE(elsewhere("linux64/x"));
  CHECK(elsewhere("linux32/x"));
  CHECK_FALSE(elsewhere("linux32/x", linux_target(Architecture::i686)));
  CHECK_FALSE(elsewhere("linux-arm/x", linux_target(Architecture::armv7l)));
  CHECK_FALSE(elsewhere("linux-ppc64/x", linux_target(Architecture::ppc64le)));
  CHECK(elsewhere("linux-ppc64le/x", linux_target(Architecture::ppc64)));
  CHECK_FALSE(elsewhere("linux-x64-gnu/x"));
  CHECK(elsewhere("linux-x64-musl/x"));
  CHECK(elsewhere("linux-x64-gnu/x", linux_target(Architecture::x86_64, Libc::musl)));
  CHECK_FALSE(elsewhere("linux-x64-musl/x", linux_target(Architecture::x86_64, Libc::musl)));
  CHECK(elsewhere("linux-x64-musl/x", linux_target(Architecture::x86_64, Libc::bionic)));
  CHECK_FALSE(elsewhere("linux-x64-musl/x", linux_target(Architecture::x86_64, Libc::unknown)));
  Target unsaid = linux_x64;
  unsaid.system = System::unknown;
  CHECK_FALSE(elsewhere("darwin/x", unsaid));
  const Target both = macos({Architecture::x86_64, Architecture::aarch64});
  CHECK_FALSE(elsewhere("darwin-arm64/x", both));
  CHECK_FALSE(elsewhere("darwin-x64/x", both));
  CHECK(elsewhere("darwin-ppc64/x", both));
  CHECK(names_architecture(Architecture::armv7, linux_target(Architecture::armv7l)));
  CHECK_FALSE(names_architecture(Architecture::armv7, linux_target(Architecture::aarch64)));
  CHECK_FALSE(names_architecture(Architecture::aarch64, linux_target(Architecture::armv7l)));
}

TEST_CASE("a platform in words, Node's for Node's packages") {
  Package node;
  node.ecosystem = Ecosystem::node;
  Package python;
  python.ecosystem = Ecosystem::python;
  const auto words = [](const std::vector<Artifact>& images, const Package* package) {
    const Entry entry = file("x", images);
    return platform_words({entry, linux_x64, package});
  };
  const Artifact library = elf(Architecture::x86_64), mac = macho(Architecture::x86_64);
  CHECK(words({library}, &node) == "linux-x64 (glibc)");
  CHECK(words({library}, &python) == "linux-x86_64 (glibc)");
  CHECK(words({library}, nullptr) == "linux-x86_64 (glibc)");
  CHECK(words({elf(Architecture::aarch64, Libc::musl)}, &node) == "linux-arm64 (musl)");
  CHECK(words({elf(Architecture::x86_64, Libc::unknown)}, &node) == "linux-x64");
  CHECK(words({mac, macho(Architecture::aarch64)}, &node) == "darwin-x64+arm64");
  CHECK(words({mac}, nullptr) == "macos-x86_64");
  CHECK(words({}, &node).empty());
  CHECK(platform_words(linux_x64, true) == "linux-x64 (glibc)");
  CHECK(platform_words(linux_x64, false) == "linux-x86_64 (glibc)");
  CHECK(platform_words(macos({Architecture::x86_64, Architecture::aarch64}), true) == "darwin-x64+arm64");
  CHECK(node_system(System::unknown).empty());
  CHECK(node_system(System::windows) == "win32");
  CHECK(node_system(System::ios) == "ios");
}
