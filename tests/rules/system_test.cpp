// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "rules/build.hpp"

using namespace platlint;
using namespace platlint::build;

TEST_CASE("os-too-new") {
  Target target = macos({Architecture::x86_64});
  Artifact image = macho(Architecture::x86_64);
  image.minimum_system = Version{14, 0, 0};
  CHECK(verdict(target, {file("x.so", {image})}) == "");  // a target without a release promises nothing
  target.system_version = Version{13, 0, 0};
  CHECK(verdict(target, {file("x.so", {image})}) == "os-too-new error");
  target.system_version = Version{14, 0, 0};
  CHECK(verdict(target, {file("x.so", {image})}) == "");
  SUBCASE("only the slice that is loaded counts") {
    Artifact arm = macho(Architecture::aarch64);
    arm.minimum_system = Version{15, 0, 0};
    CHECK(verdict(target, {file("x.so", {image, arm})}) == "");
  }
  SUBCASE("arm64 began with macOS 11, whatever a universal2 tag says") {
    Target universal = macos({Architecture::x86_64, Architecture::aarch64});
    universal.system_version = Version{10, 9, 0};
    Artifact intel = macho(Architecture::x86_64);
    intel.minimum_system = Version{10, 9, 0};
    Artifact arm = macho(Architecture::aarch64);
    arm.minimum_system = Version{11, 0, 0};
    CHECK(verdict(universal, {file("x.so", {intel, arm})}) == "");
    intel.minimum_system = Version{10, 13, 0};
    CHECK(verdict(universal, {file("x.so", {intel, arm})}) == "os-too-new error");
  }
  SUBCASE("Windows") {
    Artifact dll = pe(Architecture::x86_64);
    dll.minimum_system = Version{10, 0, 0};
    CHECK(verdict(windows(Architecture::x86_64), {file("x.dll", {dll})}) == "");
    dll.minimum_system = Version{11, 0, 0};
    CHECK(verdict(windows(Architecture::x86_64), {file("x.dll", {dll})}) == "os-too-new error");
  }
}

TEST_CASE("cpu-too-new") {
  Target target = linux_target(Architecture::x86_64);
  Artifact image = elf(Architecture::x86_64);
  image.x86_level = 3;
  CHECK(verdict(target, {file("x.so", {image})}) == "cpu-too-new error");
  target.x86_level = 3;
  CHECK(verdict(target, {file("x.so", {image})}) == "");
  SUBCASE("level 2 is what nearly every processor has") {
    target.x86_level = 1;
    image.x86_level = 2;
    CHECK(verdict(target, {file("x.so", {image})}) == "cpu-too-new warning");
    image.x86_level = 4;
    CHECK(verdict(target, {file("x.so", {image})}) == "cpu-too-new error");
    target.x86_level = 2;
    image.x86_level = 2;
    CHECK(verdict(target, {file("x.so", {image})}) == "");
  }
}

TEST_CASE("cpu-too-new: directories that only processors of a level enter") {
  const Target target = linux_target(Architecture::x86_64);
  const auto judged = [&](const std::string& path, std::uint8_t level) {
    Artifact image = elf(Architecture::x86_64);
    image.x86_level = level;
    return verdict(target, {file(path, {image})});
  };
  CHECK(judged("lib/glibc-hwcaps/x86-64-v2/libfoo.so.1", 2) == "");
  CHECK(judged("lib/glibc-hwcaps/x86-64-v3/libfoo.so.1", 3) == "");
  CHECK(judged("glibc-hwcaps/x86-64-v4/libfoo.so.1", 4) == "");
  CHECK(judged("lib/haswell/libfoo.so.1", 3) == "");
  CHECK(judged("lib/haswell/avx512_1/libfoo.so.1", 4) == "");
  CHECK(judged("lib/glibc-hwcaps/x86-64-v3/libfoo.so.1", 4) == "cpu-too-new error");
  CHECK(judged("lib/glibc-hwcaps/x86-64-v4/sub/libfoo.so.1", 4) == "cpu-too-new error");
  CHECK(judged("lib/x86-64-v4/libfoo.so.1", 4) == "cpu-too-new error");
  CHECK(judged("lib/not-haswell/libfoo.so.1", 3) == "cpu-too-new error");
}

TEST_CASE("cpu-too-new: 32-bit ARM") {
  Target target = linux_target(Architecture::armv7l);
  Artifact image = elf(Architecture::armv7l);
  image.arm_version = 7;
  CHECK(verdict(target, {file("x.so", {image})}) == "");  // nothing is promised
  target.arm_version = 7;
  CHECK(verdict(target, {file("x.so", {image})}) == "");
  target.arm_version = 6;
  CHECK(verdict(target, {file("x.so", {image})}) == "cpu-too-new error");
  image.arm_version = 6;
  CHECK(verdict(target, {file("x.so", {image})}) == "");
  image.arm_version = 0;
  CHECK(verdict(target, {file("x.so", {image})}) == "");  // the file does not say
}

TEST_CASE("small-page-alignment") {
  const auto of = [](int level, Architecture architecture, std::uint32_t size) {
    Target target = linux_target(architecture, Libc::bionic);
    target.system = System::android;
    target.system_version = Version{level, 0, 0};
    Artifact image = elf(architecture, Libc::bionic);
    image.page_size = size;
    return verdict(target, {file("lib/x/libx.so", {image})});
  };
  for (const Architecture architecture : {Architecture::aarch64, Architecture::x86_64}) {
    CHECK(of(35, architecture, 0x1000) == "small-page-alignment error");
    CHECK(of(36, architecture, 0x2000) == "small-page-alignment error");
    CHECK(of(35, architecture, 0x4000) == "");
    CHECK(of(35, architecture, 0x10000) == "");
    CHECK(of(34, architecture, 0x1000) == "");
    CHECK(of(35, architecture, 0) == "");  // nothing of it is loaded
  }
  CHECK(of(35, Architecture::armv7, 0x1000) == "");  // no 32-bit process runs on such a device
}

TEST_CASE("small-page-alignment: RHEL 8 and its kin for arm64") {
  const auto of = [](const char* platform, std::uint32_t size) {
    const Target target = find_target(platform, no_environment);
    Artifact image = elf(target.architectures.front(), Libc::glibc);
    image.page_size = size;
    return verdict(target, {file("x.so", {image})});
  };
  CHECK(of("rhel:8:arm64", 0x1000) == "small-page-alignment error");
  CHECK(of("almalinux:8:arm64", 0x4000) == "small-page-alignment error");
  CHECK(of("rhel:8:arm64", 0x10000) == "");
  CHECK(of("rhel:8:arm64", 0) == "");
  for (const char* const platform :
       {"rhel:8", "rhel:9:arm64", "debian:12:arm64", "manylinux_2_28_aarch64", "linux/arm64"})
    CHECK_MESSAGE(of(platform, 0x1000) == "", platform);
}

TEST_CASE("unaligned-member") {
  const auto of = [](int level, std::uint64_t at, const std::string& path = "lib/arm64-v8a/libx.so",
                     Architecture architecture = Architecture::aarch64) {
    Target target = linux_target(architecture, Libc::bionic);
    target.system = System::android;
    target.system_version = Version{level, 0, 0};
    Artifact image = elf(architecture, Libc::bionic);
    image.page_size = 0x4000;
    Entry manifest;
    manifest.path = "AndroidManifest.xml";
    Entry library = file(path, {image});
    library.stored_at = at;
    return verdict(target, {manifest, library});
  };
  CHECK(of(35, 0x4000) == "");
  CHECK(of(35, 0x5000) == "unaligned-member error");
  CHECK(of(34, 0x5000) == "");
  CHECK(of(34, 0x5004) == "unaligned-member error");
  CHECK(of(35, 0x5000, "lib/armeabi-v7a/libx.so", Architecture::armv7) == "");
  CHECK(of(22, 0x5004) == "");  // unpacked in any case
  CHECK(of(35, 0x5004, "assets/libx.so") == "");
}
