// SPDX-License-Identifier: Apache-2.0
// Every value of uv's --python-platform has the same meaning here as for uv.
#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <map>
#include <string>
#include <utility>

#include "platlint/target.hpp"

using namespace platlint;

namespace {

struct Expected {
  std::string value, alias;
  System system;
  Architecture architecture;
  Libc libc;
  std::optional<Version> libc_version, system_version;
};

// The wheels of a ladder that uv 0.13.9 accepted for each value, with no variable set.
const std::array<Expected, 46> values{{
    {"windows", "", System::windows, Architecture::x86_64, Libc::unknown, std::nullopt, std::nullopt},
    {"linux", "", System::linux, Architecture::x86_64, Libc::glibc, Version{2, 28, 0}, std::nullopt},
    {"macos", "", System::macos, Architecture::aarch64, Libc::unknown, std::nullopt, Version{13, 0, 0}},
    {"x86_64-pc-windows-msvc", "", System::windows, Architecture::x86_64, Libc::unknown, std::nullopt, std::nullopt},
    {"aarch64-pc-windows-msvc", "", System::windows, Architecture::aarch64, Libc::unknown, std::nullopt, std::nullopt},
    {"i686-pc-windows-msvc", "", System::windows, Architecture::i686, Libc::unknown, std::nullopt, std::nullopt},
    {"x86_64-unknown-linux-gnu", "", System::linux, Architecture::x86_64, Libc::glibc, Version{2, 28, 0}, std::nullopt},
    {"aarch64-unknown-linux-gnu", "", System::linux, Architecture::aarch64, Libc::glibc, Version{2, 28, 0},
     std::nullopt},
    {"aarch64-apple-darwin", "", System::macos, Architecture::aarch64, Libc::unknown, std::nullopt, Version{13, 0, 0}},
    {"x86_64-apple-darwin", "", System::macos, Architecture::x86_64, Libc::unknown, std::nullopt, Version{13, 0, 0}},
    {"aarch64-unknown-linux-musl", "", System::linux, Architecture::aarch64, Libc::musl, Version{1, 2, 0},
     std::nullopt},
    {"x86_64-unknown-linux-musl", "", System::linux, Architecture::x86_64, Libc::musl, Version{1, 2, 0}, std::nullopt},
    {"riscv64-unknown-linux", "", System::linux, Architecture::riscv64, Libc::glibc, Version{2, 39, 0}, std::nullopt},
    {"x86_64-manylinux2014", "manylinux2014_x86_64", System::linux, Architecture::x86_64, Libc::glibc,
     Version{2, 17, 0}, std::nullopt},
    {"x86_64-manylinux_2_17", "manylinux_2_17_x86_64", System::linux, Architecture::x86_64, Libc::glibc,
     Version{2, 17, 0}, std::nullopt},
    {"x86_64-manylinux_2_28", "manylinux_2_28_x86_64", System::linux, Architecture::x86_64, Libc::glibc,
     Version{2, 28, 0}, std::nullopt},
    {"x86_64-manylinux_2_31", "manylinux_2_31_x86_64", System::linux, Architecture::x86_64, Libc::glibc,
     Version{2, 31, 0}, std::nullopt},
    {"x86_64-manylinux_2_32", "manylinux_2_32_x86_64", System::linux, Architecture::x86_64, Libc::glibc,
     Version{2, 32, 0}, std::nullopt},
    {"x86_64-manylinux_2_33", "manylinux_2_33_x86_64", System::linux, Architecture::x86_64, Libc::glibc,
     Version{2, 33, 0}, std::nullopt},
    {"x86_64-manylinux_2_34", "manylinux_2_34_x86_64", System::linux, Architecture::x86_64, Libc::glibc,
     Version{2, 34, 0}, std::nullopt},
    {"x86_64-manylinux_2_35", "manylinux_2_35_x86_64", System::linux, Architecture::x86_64, Libc::glibc,
     Version{2, 35, 0}, std::nullopt},
    {"x86_64-manylinux_2_36", "manylinux_2_36_x86_64", System::linux, Architecture::x86_64, Libc::glibc,
     Version{2, 36, 0}, std::nullopt},
    {"x86_64-manylinux_2_37", "manylinux_2_37_x86_64", System::linux, Architecture::x86_64, Libc::glibc,
     Version{2, 37, 0}, std::nullopt},
    {"x86_64-manylinux_2_38", "manylinux_2_38_x86_64", System::linux, Architecture::x86_64, Libc::glibc,
     Version{2, 38, 0}, std::nullopt},
    {"x86_64-manylinux_2_39", "manylinux_2_39_x86_64", System::linux, Architecture::x86_64, Libc::glibc,
     Version{2, 39, 0}, std::nullopt},
    {"x86_64-manylinux_2_40", "manylinux_2_40_x86_64", System::linux, Architecture::x86_64, Libc::glibc,
     Version{2, 40, 0}, std::nullopt},
    {"aarch64-manylinux2014", "manylinux2014_aarch64", System::linux, Architecture::aarch64, Libc::glibc,
     Version{2, 17, 0}, std::nullopt},
    {"aarch64-manylinux_2_17", "manylinux_2_17_aarch64", System::linux, Architecture::aarch64, Libc::glibc,
     Version{2, 17, 0}, std::nullopt},
    {"aarch64-manylinux_2_28", "manylinux_2_28_aarch64", System::linux, Architecture::aarch64, Libc::glibc,
     Version{2, 28, 0}, std::nullopt},
    {"aarch64-manylinux_2_31", "manylinux_2_31_aarch64", System::linux, Architecture::aarch64, Libc::glibc,
     Version{2, 31, 0}, std::nullopt},
    {"aarch64-manylinux_2_32", "manylinux_2_32_aarch64", System::linux, Architecture::aarch64, Libc::glibc,
     Version{2, 32, 0}, std::nullopt},
    {"aarch64-manylinux_2_33", "manylinux_2_33_aarch64", System::linux, Architecture::aarch64, Libc::glibc,
     Version{2, 33, 0}, std::nullopt},
    {"aarch64-manylinux_2_34", "manylinux_2_34_aarch64", System::linux, Architecture::aarch64, Libc::glibc,
     Version{2, 34, 0}, std::nullopt},
    {"aarch64-manylinux_2_35", "manylinux_2_35_aarch64", System::linux, Architecture::aarch64, Libc::glibc,
     Version{2, 35, 0}, std::nullopt},
    {"aarch64-manylinux_2_36", "manylinux_2_36_aarch64", System::linux, Architecture::aarch64, Libc::glibc,
     Version{2, 36, 0}, std::nullopt},
    {"aarch64-manylinux_2_37", "manylinux_2_37_aarch64", System::linux, Architecture::aarch64, Libc::glibc,
     Version{2, 37, 0}, std::nullopt},
    {"aarch64-manylinux_2_38", "manylinux_2_38_aarch64", System::linux, Architecture::aarch64, Libc::glibc,
     Version{2, 38, 0}, std::nullopt},
    {"aarch64-manylinux_2_39", "manylinux_2_39_aarch64", System::linux, Architecture::aarch64, Libc::glibc,
     Version{2, 39, 0}, std::nullopt},
    {"aarch64-manylinux_2_40", "manylinux_2_40_aarch64", System::linux, Architecture::aarch64, Libc::glibc,
     Version{2, 40, 0}, std::nullopt},
    {"aarch64-linux-android", "", System::android, Architecture::aarch64, Libc::bionic, std::nullopt,
     Version{24, 0, 0}},
    {"x86_64-linux-android", "", System::android, Architecture::x86_64, Libc::bionic, std::nullopt, Version{24, 0, 0}},
    {"wasm32-pyodide2024", "", System::emscripten, Architecture::wasm32, Libc::unknown, std::nullopt, std::nullopt},
    {"wasm32-pyodide2025", "", System::emscripten, Architecture::wasm32, Libc::unknown, std::nullopt, std::nullopt},
    {"arm64-apple-ios", "", System::ios, Architecture::aarch64, Libc::unknown, std::nullopt, Version{13, 0, 0}},
    {"arm64-apple-ios-simulator", "", System::ios_simulator, Architecture::aarch64, Libc::unknown, std::nullopt,
     Version{13, 0, 0}},
    {"x86_64-apple-ios-simulator", "", System::ios_simulator, Architecture::x86_64, Libc::unknown, std::nullopt,
     Version{13, 0, 0}},
}};

// Accepted by uv 0.13.9, though not in the list that it prints: some of the 34.
const std::array<Expected, 8> unlisted{{
    {"s390x-unknown-linux-gnu", "", System::linux, Architecture::s390x, Libc::glibc, Version{2, 28, 0}, std::nullopt},
    {"powerpc64le-unknown-linux-gnu", "", System::linux, Architecture::ppc64le, Libc::glibc, Version{2, 28, 0},
     std::nullopt},
    {"loongarch64-unknown-linux-gnu", "", System::linux, Architecture::loongarch64, Libc::glibc, Version{2, 36, 0},
     std::nullopt},
    {"s390x-manylinux2014", "manylinux2014_s390x", System::linux, Architecture::s390x, Libc::glibc, Version{2, 17, 0},
     std::nullopt},
    {"ppc64le-manylinux_2_17", "manylinux_2_17_ppc64le", System::linux, Architecture::ppc64le, Libc::glibc,
     Version{2, 17, 0}, std::nullopt},
    {"s390x-manylinux_2_40", "manylinux_2_40_s390x", System::linux, Architecture::s390x, Libc::glibc, Version{2, 40, 0},
     std::nullopt},
    {"loongarch64-manylinux_2_36", "manylinux_2_36_loongarch64", System::linux, Architecture::loongarch64, Libc::glibc,
     Version{2, 36, 0}, std::nullopt},
    {"loongarch64-manylinux_2_40", "manylinux_2_40_loongarch64", System::linux, Architecture::loongarch64, Libc::glibc,
     Version{2, 40, 0}, std::nullopt},
}};

// uv's value -> tag of the best wheel it takes.
const std::map<std::string, std::string> best_tags{
    {"linux", "manylinux_2_28_x86_64"},
    {"windows", "win_amd64"},
    {"macos", "macosx_13_0_arm64"},
    {"x86_64-apple-darwin", "macosx_13_0_x86_64"},
    {"aarch64-pc-windows-msvc", "win_arm64"},
    {"i686-pc-windows-msvc", "win32"},
    {"riscv64-unknown-linux", "manylinux_2_39_riscv64"},
    {"x86_64-unknown-linux-musl", "musllinux_1_2_x86_64"},
    {"aarch64-linux-android", "android_24_arm64_v8a"},
    {"x86_64-linux-android", "android_24_x86_64"},
    {"arm64-apple-ios", "ios_13_0_arm64_iphoneos"},
    {"x86_64-apple-ios-simulator", "ios_13_0_x86_64_iphonesimulator"},
    {"wasm32-pyodide2025", "pyemscripten_2025_0_wasm32"},
};

Format format_of(System system) {
  if (system == System::windows) return Format::pe;
  if (system == System::emscripten) return Format::wasm;
  return system == System::linux || system == System::android ? Format::elf : Format::macho;
}

void check(const Target& target, const Expected& expected) {
  CHECK(target.name == expected.value);
  CHECK(target.system == expected.system);
  CHECK(target.format == format_of(expected.system));
  CHECK(target.architectures == std::vector<Architecture>{expected.architecture});
  CHECK(target.libc == expected.libc);
  CHECK(target.libc_version == expected.libc_version);
  CHECK(target.system_version == expected.system_version);
  CHECK(target.runtime.empty());
  CHECK_FALSE(target.description.empty());
  CHECK_FALSE(target.source.empty());
  CHECK_FALSE(target.wheel_tags.empty());
}

template <typename Rows>
void check_all(const Rows& rows) {
  for (const Expected& row : rows) {
    CAPTURE(row.value);
    check(find_target(row.value, nullptr), row);
    if (row.alias.empty()) continue;
    CAPTURE(row.alias);
    check(find_target(row.alias, nullptr), row);
  }
}

Target with(const std::string& name, const std::string& variable, const std::string& value) {
  return find_target(name, [&](std::string_view asked) { return asked == variable ? value : std::string{}; });
}

std::optional<Version> macos_with(const std::string& value) {
  return with("macos", "MACOSX_DEPLOYMENT_TARGET", value).system_version;
}

}  // namespace

TEST_CASE("all 46 values that uv lists, and their aliases") {
  check_all(values);
}

TEST_CASE("values that uv accepts and does not list") {
  check_all(unlisted);
}

TEST_CASE("the listing starts with uv's values in the same spelling") {
  const std::vector<Platform> all = list_platforms();
  for (const Expected& row : values) {
    const auto found = std::find_if(all.begin(), all.end(), [&](const Platform& p) { return p.name == row.value; });
    CAPTURE(row.value);
    REQUIRE(found != all.end());
    CHECK(found - all.begin() < 80);
    CHECK(found->aliases == (row.alias.empty() ? std::vector<std::string>{} : std::vector<std::string>{row.alias}));
  }
  CHECK(all[79].name == "loongarch64-manylinux_2_40");
  CHECK(all[80].name == "manylinux_2_N_ARCH");
}

TEST_CASE("the first wheel tag is the best that uv takes") {
  for (const std::pair<const std::string, std::string>& row : best_tags) {
    CAPTURE(row.first);
    CHECK(find_target(row.first, nullptr).wheel_tags.front() == row.second);
  }
}

TEST_CASE("case and separators do not matter") {
  CHECK(find_target("X86_64-ManyLinux2014", nullptr).name == "x86_64-manylinux2014");
  CHECK(find_target("x86-64-manylinux-2-28", nullptr).name == "x86_64-manylinux_2_28");
  CHECK(find_target("aarch64_apple_darwin", nullptr).name == "aarch64-apple-darwin");
  CHECK(find_target("MACOS", nullptr).name == "macos");
}

TEST_CASE("Pyodide's ABI fixes the Python") {
  CHECK(find_target("wasm32-pyodide2024", nullptr).python == Python{3, 12, false});
  CHECK(find_target("wasm32-pyodide2025", nullptr).python == Python{3, 13, false});
}

// Each line was tried with uv 0.13.9.
TEST_CASE("MACOSX_DEPLOYMENT_TARGET is read as uv reads it") {
  CHECK(macos_with("12") == Version{12, 0, 0});
  CHECK(macos_with("12.3.1") == Version{12, 3, 0});
  CHECK(macos_with("+14") == Version{14, 0, 0});
  CHECK(macos_with("15.9") == Version{15, 9, 0});
  CHECK(macos_with("65535") == Version{65535, 0, 0});
  for (const std::string ignored : {"", "abc", "12.", "12.x", " 14", "14.-1", "70000", "99999999999999999999", "."}) {
    CAPTURE(ignored);
    CHECK(macos_with(ignored) == Version{13, 0, 0});
  }
  const Target intel = with("x86_64-apple-darwin", "MACOSX_DEPLOYMENT_TARGET", "10.15");
  CHECK(intel.system_version == Version{10, 15, 0});
  CHECK(intel.wheel_tags.front() == "macosx_10_15_x86_64");
  CHECK(macos_with("65535") > macos_with("26"));
}

TEST_CASE("the other variables, each for its own system") {
  CHECK(with("arm64-apple-ios", "IPHONEOS_DEPLOYMENT_TARGET", "15.3").system_version == Version{15, 3, 0});
  CHECK(with("x86_64-apple-ios-simulator", "IPHONEOS_DEPLOYMENT_TARGET", "x").system_version == Version{13, 0, 0});
  CHECK(with("aarch64-linux-android", "ANDROID_API_LEVEL", "30").system_version == Version{30, 0, 0});
  CHECK(with("aarch64-linux-android", "ANDROID_API_LEVEL", "+33").system_version == Version{33, 0, 0});
  CHECK(with("x86_64-linux-android", "ANDROID_API_LEVEL", "30.0").system_version == Version{24, 0, 0});
  CHECK(with("macos", "IPHONEOS_DEPLOYMENT_TARGET", "17").system_version == Version{13, 0, 0});
  CHECK(with("linux", "MACOSX_DEPLOYMENT_TARGET", "12").libc_version == Version{2, 28, 0});
}

TEST_CASE("an explicit version wins over the environment") {
  CHECK(with("macosx_12_0_arm64", "MACOSX_DEPLOYMENT_TARGET", "15").system_version == Version{12, 0, 0});
  CHECK(with("ios_14_0_arm64_iphoneos", "IPHONEOS_DEPLOYMENT_TARGET", "17").system_version == Version{14, 0, 0});
  CHECK(with("android_21_x86_64", "ANDROID_API_LEVEL", "30").system_version == Version{21, 0, 0});
  CHECK_FALSE(with("darwin-arm64", "MACOSX_DEPLOYMENT_TARGET", "15").system_version);
}
