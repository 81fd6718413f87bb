// SPDX-License-Identifier: Apache-2.0
// Wheel tags as names of platforms, and the tags that a target needs from pip.
#include <doctest/doctest.h>

#include <algorithm>
#include <string>

#include "target/found.hpp"

using namespace platlint;

namespace {

using Tags = std::vector<std::string>;

bool has(const Tags& tags, std::string_view tag) {
  return std::find(tags.begin(), tags.end(), tag) != tags.end();
}

struct Name {
  std::string wheel;
  Architecture architecture;
};

const std::vector<Name> linux_names{
    {"x86_64", Architecture::x86_64}, {"i686", Architecture::i686},       {"aarch64", Architecture::aarch64},
    {"armv7l", Architecture::armv7l}, {"ppc64le", Architecture::ppc64le}, {"ppc64", Architecture::ppc64},
    {"s390x", Architecture::s390x},   {"riscv64", Architecture::riscv64}, {"loongarch64", Architecture::loongarch64},
};

}  // namespace

TEST_CASE("manylinux_2_N of every architecture, either way round") {
  for (const Name& name : linux_names) {
    for (const std::string& spelling : {"manylinux_2_41_" + name.wheel, name.wheel + "-manylinux_2_41"}) {
      CAPTURE(spelling);
      const Target target = find(spelling);
      CHECK(target.name == "manylinux_2_41_" + name.wheel);
      CHECK(target.architectures == std::vector<Architecture>{name.architecture});
      CHECK(target.format == Format::elf);
      CHECK(target.libc == Libc::glibc);
      CHECK(target.libc_version == Version{2, 41, 0});
      CHECK(target.wheel_tags.front() == "manylinux_2_41_" + name.wheel);
    }
  }
}

TEST_CASE("the legacy manylinux names") {
  CHECK(find("manylinux1_x86_64").libc_version == Version{2, 5, 0});
  CHECK(find("manylinux2010_i686").libc_version == Version{2, 12, 0});
  CHECK(find("manylinux2014_armv7l").libc_version == Version{2, 17, 0});
  CHECK(find("ppc64-manylinux2014").name == "manylinux2014_ppc64");
  CHECK(message("manylinux1_aarch64") ==
        "impossible platform 'manylinux1_aarch64', expected manylinux_2_17_aarch64 or above");
  CHECK(message("manylinux2014_riscv64") ==
        "impossible platform 'manylinux2014_riscv64', expected manylinux_2_31_riscv64 or above");
  CHECK(message("loongarch64-manylinux2014") ==
        "impossible platform 'loongarch64-manylinux2014', expected manylinux_2_36_loongarch64 or above");
}

TEST_CASE("a glibc older than the port is raised to the port's first") {
  CHECK(find("manylinux_2_5_aarch64").libc_version == Version{2, 17, 0});
  CHECK(find("manylinux_2_5_aarch64").name == "manylinux_2_5_aarch64");
  CHECK(find("manylinux_2_17_riscv64").libc_version == Version{2, 27, 0});
  CHECK(find("manylinux_2_28_loongarch64").libc_version == Version{2, 36, 0});
  CHECK(find("manylinux_2_12_s390x").libc_version == Version{2, 12, 0});
}

TEST_CASE("a glibc that cannot be is refused") {
  for (const std::string name : {"manylinux_2_4_x86_64", "manylinux_2_100_x86_64", "manylinux_3_0_x86_64",
                                 "manylinux_1_17_x86_64", "manylinux_2_99999999999999999999_x86_64"}) {
    CHECK(message(name) ==
          "impossible platform '" + name + "', expected manylinux_2_5_x86_64 to manylinux_2_99_x86_64");
  }
  CHECK(find("manylinux_2_99_x86_64").libc_version == Version{2, 99, 0});
}

TEST_CASE("musllinux") {
  for (const Name& name : linux_names) {
    CAPTURE(name.wheel);
    const Target target = find("musllinux_1_2_" + name.wheel);
    CHECK(target.name == "musllinux_1_2_" + name.wheel);
    CHECK(target.architectures == std::vector<Architecture>{name.architecture});
    CHECK(target.libc == Libc::musl);
    CHECK(target.libc_version == Version{1, 2, 0});
    CHECK(target.symbol_versions.empty());
    CHECK(target.wheel_tags == Tags{"musllinux_1_2_" + name.wheel, "musllinux_1_1_" + name.wheel});
  }
  CHECK(find("x86_64-musllinux_1_1").wheel_tags == Tags{"musllinux_1_1_x86_64"});
  CHECK(message("musllinux_2_0_x86_64") ==
        "impossible platform 'musllinux_2_0_x86_64', expected musllinux_1_0_x86_64 to musllinux_1_99_x86_64");
}

TEST_CASE("linux_ARCH tells no libc") {
  const Target target = find("linux_x86_64");
  CHECK(target.libc == Libc::unknown);
  CHECK_FALSE(target.libc_version);
  CHECK(target.symbol_versions.empty());
  CHECK(target.wheel_tags.empty());
  CHECK(target.description == "Linux x86_64");
  CHECK(find("linux-x86_64").name == "linux_x86_64");  // sysconfig.get_platform()
  CHECK(find("linux_aarch64").libc == Libc::unknown);
}

TEST_CASE("macosx") {
  const Target arm = find("macosx_12_0_arm64");
  CHECK(arm.format == Format::macho);
  CHECK(arm.system == System::macos);
  CHECK(arm.architectures == std::vector<Architecture>{Architecture::aarch64});
  CHECK(arm.system_version == Version{12, 0, 0});
  CHECK(arm.libc == Libc::unknown);
  CHECK(find("macosx-11.0-arm64").name == "macosx_11_0_arm64");  // sysconfig.get_platform()
  CHECK(find("macosx_10_9_x86_64").system_version == Version{10, 9, 0});
  CHECK(find("macosx_10_16_x86_64").system_version == Version{11, 0, 0});
  CHECK(find("macosx_26_0_x86_64").system_version == Version{26, 0, 0});
  const std::string expected = "expected macosx_10_0 to macosx_10_16 or macosx_11_0 to macosx_99_99";
  for (const std::string name :
       {"macosx_10_17_x86_64", "macosx_9_0_x86_64", "macosx_100_0_arm64", "macosx_11_99999999999999999999_arm64"}) {
    CHECK(message(name) == "impossible platform '" + name + "', " + expected);
  }
}

TEST_CASE("universal2 is two architectures, and arm64 starts at macOS 11") {
  const Target target = find("macosx_10_9_universal2");
  CHECK(target.architectures == std::vector<Architecture>{Architecture::x86_64, Architecture::aarch64});
  CHECK(target.system_version == Version{10, 9, 0});
  CHECK(oldest_system(target, Architecture::x86_64) == Version{10, 9, 0});
  CHECK(oldest_system(target, Architecture::aarch64) == Version{11, 0, 0});
  CHECK(target.wheel_tags == Tags{"macosx_10_9_universal2"});
}

TEST_CASE("the oldest system of an architecture") {
  CHECK(oldest_system(find("macosx_13_0_arm64"), Architecture::aarch64) == Version{13, 0, 0});
  CHECK(oldest_system(find("ios_13_0_arm64_iphoneos"), Architecture::aarch64) == Version{13, 0, 0});
  CHECK(oldest_system(find("ios_13_0_arm64_iphonesimulator"), Architecture::aarch64) == Version{14, 0, 0});
  CHECK(oldest_system(find("ios_13_0_x86_64_iphonesimulator"), Architecture::x86_64) == Version{13, 0, 0});
  CHECK_FALSE(oldest_system(find("darwin-arm64"), Architecture::aarch64));
}

TEST_CASE("windows") {
  CHECK(find("win_amd64").architectures == std::vector<Architecture>{Architecture::x86_64});
  CHECK(find("win-amd64").name == "win_amd64");
  CHECK(find("win32").architectures == std::vector<Architecture>{Architecture::i686});
  CHECK(find("Win_ARM64").architectures == std::vector<Architecture>{Architecture::aarch64});
  CHECK(find("win32").format == Format::pe);
  CHECK(find("win32").wheel_tags == Tags{"win32"});
}

TEST_CASE("android") {
  const Target target = find("android_27_arm64_v8a");
  CHECK(target.system == System::android);
  CHECK(target.libc == Libc::bionic);
  CHECK(target.system_version == Version{27, 0, 0});
  CHECK(target.wheel_tags ==
        Tags{"android_27_arm64_v8a", "android_26_arm64_v8a", "android_24_arm64_v8a", "android_21_arm64_v8a"});
  CHECK(find("android_21_armeabi_v7a").architectures == std::vector<Architecture>{Architecture::armv7});
  CHECK(find("android_21_x86").architectures == std::vector<Architecture>{Architecture::i686});
  CHECK(find("android_21_x86_64").architectures == std::vector<Architecture>{Architecture::x86_64});
  CHECK(message("android_0_x86") == "impossible platform 'android_0_x86', expected an API level from 1 to 99");
}

TEST_CASE("ios") {
  const Target target = find("ios_15_4_arm64_iphoneos");
  CHECK(target.system == System::ios);
  CHECK(target.system_version == Version{15, 4, 0});
  CHECK(target.wheel_tags == Tags{"ios_15_4_arm64_iphoneos", "ios_15_0_arm64_iphoneos", "ios_14_0_arm64_iphoneos",
                                  "ios_13_0_arm64_iphoneos"});
  CHECK(find("ios_13_0_x86_64_iphonesimulator").system == System::ios_simulator);
  CHECK_THROWS_AS(find("ios_13_0_x86_64_iphoneos"), Error);
  CHECK(message("ios_100_0_arm64_iphoneos") ==
        "impossible platform 'ios_100_0_arm64_iphoneos', expected ios_1_0 to ios_99_99");
}

TEST_CASE("pyodide") {
  CHECK(find("pyodide_2024_0_wasm32").python == Python{3, 12, false});
  CHECK(find("pyemscripten_2026_0_wasm32").python == Python{3, 14, false});
  CHECK(find("pyemscripten_2026_5_wasm32").python == Python{3, 15, false});
  CHECK_FALSE(find("pyemscripten_2031_0_wasm32").python);
  CHECK(find("pyodide_2024_0_wasm32").format == Format::wasm);
  CHECK(find("pyodide_2024_0_wasm32").system == System::emscripten);
  CHECK(find("pyodide_2024_0_wasm32").wheel_tags == Tags{"pyemscripten_2024_0_wasm32", "pyodide_2024_0_wasm32"});
  CHECK(message("pyodide_1_0_wasm32") ==
        "impossible platform 'pyodide_1_0_wasm32', expected an ABI from 2024_0 to 2099_99");
}

TEST_CASE("glibc tags go down to the oldest of the architecture, legacy names included") {
  CHECK(find("manylinux_2_34_x86_64").wheel_tags ==
        Tags{"manylinux_2_34_x86_64", "manylinux_2_31_x86_64", "manylinux_2_28_x86_64", "manylinux_2_27_x86_64",
             "manylinux_2_24_x86_64", "manylinux_2_17_x86_64", "manylinux2014_x86_64", "manylinux_2_12_x86_64",
             "manylinux2010_x86_64", "manylinux_2_5_x86_64", "manylinux1_x86_64"});
  CHECK(find("manylinux2014_aarch64").wheel_tags == Tags{"manylinux_2_17_aarch64", "manylinux2014_aarch64"});
  CHECK(find("manylinux_2_39_riscv64").wheel_tags ==
        Tags{"manylinux_2_39_riscv64", "manylinux_2_35_riscv64", "manylinux_2_34_riscv64", "manylinux_2_31_riscv64"});
  CHECK(find("manylinux_2_36_loongarch64").wheel_tags == Tags{"manylinux_2_36_loongarch64"});
}

TEST_CASE("macOS tags go down to the first of the processor") {
  const Tags arm = find("macosx_13_0_arm64").wheel_tags;
  CHECK(arm.front() == "macosx_13_0_arm64");
  CHECK(has(arm, "macosx_11_0_arm64"));
  CHECK(has(arm, "macosx_11_0_universal2"));
  CHECK(has(arm, "macosx_10_9_universal2"));
  CHECK_FALSE(has(arm, "macosx_10_15_arm64"));
  const Tags intel = find("macosx_11_0_x86_64").wheel_tags;
  CHECK(intel.front() == "macosx_11_0_x86_64");
  CHECK(has(intel, "macosx_10_15_x86_64"));
  CHECK(has(intel, "macosx_10_9_universal2"));
  CHECK(find("macosx_10_10_x86_64").wheel_tags ==
        Tags{"macosx_10_10_x86_64", "macosx_10_10_universal2", "macosx_10_9_x86_64", "macosx_10_9_universal2"});
  CHECK_FALSE(has(find("macosx_26_0_arm64").wheel_tags, "macosx_16_0_arm64"));
}
