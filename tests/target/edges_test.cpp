// SPDX-License-Identifier: Apache-2.0
// The first and the last number of each kind of platform's name, and the first and the last tag that it takes.
#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "target/found.hpp"

using namespace platlint;

namespace {

using Tags = std::vector<std::string>;

Tags tags(const std::string& name) {
  return find(name).wheel_tags;
}

bool takes(const std::string& name, const std::string& tag) {
  const Tags all = tags(name);
  return std::find(all.begin(), all.end(), tag) != all.end();
}

void check_edges(const Tags& possible, const Tags& impossible) {
  for (const std::string& name : possible) CHECK_MESSAGE(message(name) == "found " + name, name);
  for (const std::string& name : impossible) CHECK_MESSAGE(message(name).starts_with("impossible platform"), name);
}

}  // namespace

TEST_CASE("each number has a first and a last") {
  check_edges(
      {"macosx_10_0_x86_64", "macosx_10_16_x86_64", "macosx_11_0_arm64", "macosx_11_99_arm64", "macosx_99_99_arm64"},
      {"macosx_9_16_x86_64", "macosx_10_17_x86_64", "macosx_11_100_arm64", "macosx_100_0_arm64"});
  check_edges({"ios_1_0_arm64_iphoneos", "ios_99_99_arm64_iphoneos"},
              {"ios_0_9_arm64_iphoneos", "ios_100_0_arm64_iphoneos", "ios_99_100_arm64_iphoneos"});
  check_edges({"android_1_x86", "android_99_x86"}, {"android_0_x86", "android_100_x86"});
  check_edges({"manylinux_2_5_x86_64", "manylinux_2_99_x86_64"},
              {"manylinux_2_4_x86_64", "manylinux_2_100_x86_64", "manylinux_1_5_x86_64", "manylinux_3_5_x86_64"});
  check_edges({"musllinux_1_0_x86_64", "musllinux_1_99_x86_64"},
              {"musllinux_1_100_x86_64", "musllinux_0_2_x86_64", "musllinux_2_2_x86_64"});
  check_edges({"pyodide_2024_0_wasm32", "pyodide_2099_99_wasm32", "pyemscripten_2024_0_wasm32"},
              {"pyodide_2023_0_wasm32", "pyodide_2100_0_wasm32", "pyodide_2024_100_wasm32"});
}

TEST_CASE("each ABI of Pyodide has its Python") {
  CHECK(find("pyodide_2024_0_wasm32").python == Python{3, 12, false});
  CHECK(find("pyodide_2025_0_wasm32").python == Python{3, 13, false});
  CHECK(find("pyemscripten_2026_0_wasm32").python == Python{3, 14, false});
  CHECK(find("pyemscripten_2026_5_wasm32").python == Python{3, 15, false});
  for (const std::string name : {"pyodide_2024_1_wasm32", "pyodide_2025_5_wasm32", "pyodide_2027_0_wasm32"})
    CHECK_FALSE(find(name).python);
}

TEST_CASE("musl's tags go down to 1_1, or to the one that is named") {
  CHECK(tags("musllinux_1_0_x86_64") == Tags{"musllinux_1_0_x86_64"});
  CHECK(tags("musllinux_1_1_x86_64") == Tags{"musllinux_1_1_x86_64"});
  CHECK(tags("musllinux_1_3_x86_64") == Tags{"musllinux_1_3_x86_64", "musllinux_1_2_x86_64", "musllinux_1_1_x86_64"});
  CHECK(tags("linux-x64-musl") == Tags{"musllinux_1_2_x86_64", "musllinux_1_1_x86_64"});
}

TEST_CASE("glibc's tags begin at the target's own, and at manylinux2014 where none is stated") {
  CHECK(tags("linux-x64").front() == "manylinux_2_17_x86_64");
  CHECK(tags("linux-riscv64").front() == "manylinux_2_31_riscv64");
  CHECK(tags("manylinux_2_40_x86_64")[1] == "manylinux_2_39_x86_64");
  CHECK(tags("manylinux_2_39_x86_64")[1] == "manylinux_2_35_x86_64");
  CHECK(tags("manylinux_2_18_aarch64") ==
        Tags{"manylinux_2_18_aarch64", "manylinux_2_17_aarch64", "manylinux2014_aarch64"});
  CHECK(tags("manylinux_2_6_x86_64") == Tags{"manylinux_2_6_x86_64", "manylinux_2_5_x86_64", "manylinux1_x86_64"});
}

TEST_CASE("macOS has no releases from 16 to 25, and Intel's end with 10.9") {
  CHECK(takes("macosx_26_0_arm64", "macosx_15_0_arm64"));
  CHECK(takes("macosx_27_0_arm64", "macosx_26_0_arm64"));
  for (const int major : {16, 25}) {
    const std::string tag = "macosx_" + std::to_string(major) + "_0_arm64";
    CHECK_FALSE(takes("macosx_27_0_arm64", tag));
    CHECK(tags(tag).front() == tag);
  }
  CHECK(takes("macosx_99_0_arm64", "macosx_40_0_arm64"));
  CHECK_FALSE(takes("macosx_99_0_arm64", "macosx_41_0_arm64"));
  CHECK(tags("macosx_10_9_x86_64") == Tags{"macosx_10_9_x86_64", "macosx_10_9_universal2"});
  CHECK(tags("macosx_10_8_x86_64") == Tags{"macosx_10_8_x86_64", "macosx_10_8_universal2"});
  CHECK(takes("macosx_11_0_x86_64", "macosx_10_15_x86_64"));
  CHECK_FALSE(takes("macosx_11_0_x86_64", "macosx_10_16_x86_64"));
  CHECK(tags("darwin-arm64").front() == "macosx_11_0_arm64");
}

TEST_CASE("Android's tags are those of levels for which wheels are built") {
  const auto levels = [](int level) { return tags("android_" + std::to_string(level) + "_x86").size(); };
  CHECK(levels(20) == 1);
  CHECK(levels(21) == 1);
  CHECK(levels(22) == 2);
  CHECK(levels(24) == 2);
  CHECK(levels(25) == 3);
  CHECK(levels(26) == 3);
  CHECK(levels(27) == 4);
  CHECK(levels(28) == 5);
  CHECK(tags("android-arm64").empty());
}

TEST_CASE("iOS' tags go down to 13") {
  CHECK(tags("ios_13_0_arm64_iphoneos") == Tags{"ios_13_0_arm64_iphoneos"});
  CHECK(tags("ios_12_0_arm64_iphoneos") == Tags{"ios_12_0_arm64_iphoneos"});
  CHECK(tags("ios_14_1_arm64_iphoneos") ==
        Tags{"ios_14_1_arm64_iphoneos", "ios_14_0_arm64_iphoneos", "ios_13_0_arm64_iphoneos"});
  CHECK(takes("ios_99_0_arm64_iphoneos", "ios_60_0_arm64_iphoneos"));
  CHECK_FALSE(takes("ios_99_0_arm64_iphoneos", "ios_61_0_arm64_iphoneos"));
}

TEST_CASE("each of .NET's identifiers") {
  struct Row {
    const char* name;
    System system;
    Architecture architecture;
    Libc libc;
  };
  for (const Row& row : {Row{"linux-musl-x64", System::linux, Architecture::x86_64, Libc::musl},
                         {"linux-musl-x86", System::linux, Architecture::i686, Libc::musl},
                         {"linux-musl-arm64", System::linux, Architecture::aarch64, Libc::musl},
                         {"linux-musl-arm", System::linux, Architecture::armv7l, Libc::musl},
                         {"linux-bionic-x64", System::android, Architecture::x86_64, Libc::bionic},
                         {"linux-bionic-x86", System::android, Architecture::i686, Libc::bionic},
                         {"linux-bionic-arm64", System::android, Architecture::aarch64, Libc::bionic},
                         {"linux-bionic-arm", System::android, Architecture::armv7, Libc::bionic},
                         {"win-x64", System::windows, Architecture::x86_64, Libc::unknown},
                         {"win-x86", System::windows, Architecture::i686, Libc::unknown},
                         {"win-arm64", System::windows, Architecture::aarch64, Libc::unknown},
                         {"osx-x64", System::macos, Architecture::x86_64, Libc::unknown},
                         {"osx-arm64", System::macos, Architecture::aarch64, Libc::unknown}}) {
    CAPTURE(row.name);
    const Target target = find(row.name);
    CHECK(target.name == row.name);
    CHECK(target.system == row.system);
    CHECK(target.architectures == std::vector<Architecture>{row.architecture});
    CHECK(target.libc == row.libc);
  }
  for (const std::string name : {"win-arm", "osx-x86", "osx-arm", "linux-musl-s390x", "linux-bionic"})
    CHECK_THROWS_AS(find(name), Error);
}

TEST_CASE("each image's releases have a first and a last") {
  for (const std::string name : {"node:20", "node:22", "node:24", "node:26", "python:3.10", "python:3.11",
                                 "python:3.12", "python:3.14", "node:22.99"})
    CHECK_NOTHROW(find(name));
  for (const std::string name : {"node:18", "node:19", "node:21", "node:23", "node:25", "node:27", "python:3.9",
                                 "python:3.15", "python:2.12", "python:4.12", "node:22.100"})
    CHECK_THROWS_AS(find(name), Error);
  CHECK(find("node:20").release == "debian:12");
  CHECK(find("node:24-slim").release == "debian:12");
  CHECK(find("node:26").release == "debian:13");
  for (const std::string version : {"3.10", "3.11", "3.12", "3.13", "3.14"})
    CHECK(find("python:" + version).release == "debian:13");
  for (const std::string version : {"20", "22", "24", "26"})
    CHECK(find("node:" + version + "-alpine").name == "alpine:3.24");
  for (const std::string version : {"3.12", "3.13", "3.14"})
    CHECK(find("python:" + version + "-alpine").name == "alpine:3.24");
  for (const std::string version : {"3.10", "3.11"}) CHECK_THROWS_AS(find("python:" + version + "-alpine"), Error);
}
