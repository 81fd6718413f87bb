// SPDX-License-Identifier: Apache-2.0
// Which images a loader is asked for, and which of them are for the target's processor and system.
#include "loader/loadable.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "rules/build.hpp"

using namespace platlint;
using namespace platlint::build;

namespace {

const Artifact plain = elf(Architecture::x86_64);

bool concerns(const Artifact& image, const std::string& path = "x.so") {
  return concerns_loader(image, file(path, {image}));
}

Artifact of_system(System system) {
  Artifact image = plain;
  image.system = system;
  return image;
}

}  // namespace

TEST_CASE("what no loader is asked for") {
  CHECK(concerns(plain));
  for (const Architecture architecture :
       {Architecture::bpf, Architecture::cuda, Architecture::amdgpu, Architecture::any}) {
    CHECK_FALSE(concerns(elf(architecture)));
    CHECK(runs_on_no_cpu(architecture) == (architecture != Architecture::any));
  }
  CHECK_FALSE(runs_on_no_cpu(Architecture::x86_64));
  for (const System system : {System::uefi, System::apple_firmware, System::driverkit})
    CHECK_FALSE(concerns(of_system(system)));
  Artifact object = plain;
  object.kind = Kind::object;
  CHECK_FALSE(concerns(object));
}

TEST_CASE("WebAssembly with a native name pretends to be native, in a wheel, a zip or nothing") {
  Artifact module;
  module.format = Format::wasm;
  module.kind = Kind::module;
  module.architecture = Architecture::wasm32;
  for (const char* path : {"x.so", "a.whl!/x.so", "a.zip!/x.so", "a.tar!/b.whl!/x.so"}) CHECK(concerns(module, path));
  for (const char* path : {"x.wasm", "x", "node_modules/a/x.so", "a.tar!/x.so", "a.whl!/b.tar!/x.so"})
    CHECK_FALSE(concerns(module, path));
}

TEST_CASE("each image of a file is asked for by itself") {
  Artifact object = plain;
  object.kind = Kind::object;
  const Artifact arm = elf(Architecture::aarch64), mac = macho(Architecture::x86_64), bsd = of_system(System::freebsd);
  const Entry entry = file("x.so", {object, arm, mac, bsd, plain});
  const Target target = linux_target(Architecture::x86_64);
  CHECK(concerned_images({entry, target}).size() == 4);
  CHECK(matching_images({entry, target}) == std::vector<const Artifact*>{&entry.artifacts[3], &entry.artifacts[4]});
  CHECK(loaded_images({entry, target}) == std::vector<const Artifact*>{&entry.artifacts[4]});
}

TEST_CASE("which processor an image serves") {
  const auto serving = [](Architecture has, Architecture wanted, System system = System::linux) {
    Target target = linux_target(wanted);
    target.system = system;
    return serves(elf(has), wanted, target);
  };
  CHECK(serving(Architecture::x86_64, Architecture::x86_64));
  CHECK_FALSE(serving(Architecture::x86_64, Architecture::i686));
  CHECK(serving(Architecture::armv7, Architecture::armv7l));
  CHECK(serving(Architecture::armv7, Architecture::armel));
  CHECK_FALSE(serving(Architecture::armv7, Architecture::aarch64));
  CHECK_FALSE(serving(Architecture::armel, Architecture::armv7l));
  CHECK(serving(Architecture::armel, Architecture::armv7l, System::android));
  CHECK_FALSE(serving(Architecture::armel, Architecture::aarch64, System::android));
  CHECK_FALSE(serving(Architecture::aarch64, Architecture::armv7l, System::android));
  CHECK(serving(Architecture::arm64x, Architecture::aarch64, System::windows));
  CHECK_FALSE(serving(Architecture::arm64x, Architecture::x86_64, System::windows));
  CHECK_FALSE(serving(Architecture::arm64e, Architecture::aarch64, System::windows));
}

TEST_CASE("Linux and Android share a kernel, and what says nothing is for any system") {
  const auto same = [](System one, System other) {
    Target target = linux_target(Architecture::x86_64);
    target.system = other;
    return same_system(of_system(one), target);
  };
  CHECK(same(System::linux, System::linux));
  CHECK(same(System::linux, System::android));
  CHECK(same(System::android, System::linux));
  CHECK(same(System::unknown, System::macos));
  CHECK(same(System::macos, System::unknown));
  CHECK_FALSE(same(System::freebsd, System::linux));
  CHECK_FALSE(same(System::linux, System::freebsd));
  CHECK_FALSE(same(System::ios, System::macos));
  CHECK(system_of(of_system(System::unknown)) == System::linux);
  CHECK(system_of(of_system(System::freebsd)) == System::freebsd);
  Artifact mac = macho(Architecture::x86_64, System::unknown);
  CHECK(system_of(mac) == System::unknown);
}

TEST_CASE("a C library that is not known is any") {
  for (const Libc has : {Libc::unknown, Libc::glibc, Libc::musl}) {
    for (const Libc wanted : {Libc::unknown, Libc::glibc, Libc::musl}) {
      const bool same = has == Libc::unknown || wanted == Libc::unknown || has == wanted;
      CHECK(same_libc(elf(Architecture::x86_64, has), linux_target(Architecture::x86_64, wanted)) == same);
    }
  }
}
