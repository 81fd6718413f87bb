// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "lock/wheel.hpp"

using namespace platlint;

namespace {

bool takes(const std::string& platform, const std::string& python, const std::string& tags) {
  Target target = find_target(platform, no_environment);
  target.python = parse_python(python);
  const std::string file = "a-1-" + tags + ".whl";
  return lock::serving_tag(*lock::parse_wheel(file), target).has_value();
}

}  // namespace

TEST_CASE("names of wheels") {
  const auto tags = lock::parse_wheel("a_b-1.0-1build-cp312-cp312-manylinux_2_17_x86_64.manylinux2014_x86_64.whl");
  REQUIRE(tags);
  CHECK(tags->python == "cp312");
  CHECK(tags->abi == "cp312");
  CHECK(tags->platform == "manylinux_2_17_x86_64.manylinux2014_x86_64");
  for (const char* const name : {"a.tar.gz", "a.whl", "a-b.whl", "a-b-c.whl", "-.whl", "--.whl", ""}) {
    CHECK_FALSE(lock::parse_wheel(name));
  }
  CHECK(lock::file_name_of("https://files/x/a-1-py3-none-any.whl#sha256=0") == "a-1-py3-none-any.whl");
}

TEST_CASE("Python and ABI") {
  const std::string linux = "x86_64-manylinux2014";
  const std::string platform = "-manylinux2014_x86_64";
  CHECK(takes(linux, "3.12", "cp312-cp312" + platform));
  CHECK_FALSE(takes(linux, "3.12", "cp311-cp311" + platform));
  CHECK_FALSE(takes(linux, "3.12", "cp312-cp312t" + platform));
  CHECK(takes(linux, "3.13t", "cp313-cp313t" + platform));
  CHECK(takes(linux, "3.12", "cp38-abi3" + platform));
  CHECK_FALSE(takes(linux, "3.12", "cp313-abi3" + platform));
  CHECK_FALSE(takes(linux, "3.13t", "cp38-abi3" + platform));
  CHECK(takes(linux, "3.7", "cp37-cp37m" + platform));
  CHECK_FALSE(takes(linux, "3.12", "cp311-none" + platform));
  CHECK(takes(linux, "3.12", "cp312-none" + platform));
  CHECK(takes(linux, "3.12", "py3-none" + platform));
  CHECK_FALSE(takes(linux, "3.12", "py313-none-any"));
  CHECK(takes(linux, "3.12", "py2.py3-none-any"));
  CHECK_FALSE(takes(linux, "3.12", "py2-none-any"));
  CHECK_FALSE(takes(linux, "3.12", "pp310-pypy310_pp73" + platform));
  CHECK_FALSE(takes(linux, "3.1", "cp31-cp312" + platform));
}

TEST_CASE("platforms at or below the target's") {
  const auto takes_platform = [](const std::string& target, const std::string& tag) {
    return takes(target, "3.12", "cp312-cp312-" + tag);
  };
  CHECK(takes_platform("x86_64-manylinux_2_28", "manylinux_2_28_x86_64"));
  CHECK(takes_platform("x86_64-manylinux_2_28", "manylinux1_x86_64"));
  CHECK(takes_platform("x86_64-manylinux_2_28", "manylinux_2_34_x86_64.manylinux_2_17_x86_64"));
  CHECK_FALSE(takes_platform("x86_64-manylinux_2_28", "manylinux_2_34_x86_64"));
  CHECK_FALSE(takes_platform("x86_64-manylinux_2_28", "manylinux_2_17_aarch64"));
  CHECK_FALSE(takes_platform("x86_64-manylinux_2_28", "musllinux_1_2_x86_64"));
  CHECK(takes_platform("musllinux_1_2_x86_64", "musllinux_1_1_x86_64"));
  CHECK_FALSE(takes_platform("musllinux_1_1_x86_64", "musllinux_1_2_x86_64"));
  CHECK(takes_platform("x86_64-manylinux_2_28", "linux_x86_64"));
  CHECK(takes_platform("macosx_14_0_arm64", "macosx_11_0_universal2"));
  CHECK(takes_platform("macosx_14_0_arm64", "macosx_10_9_universal2"));
  CHECK_FALSE(takes_platform("macosx_14_0_arm64", "macosx_10_9_x86_64"));
  CHECK_FALSE(takes_platform("macosx_14_0_arm64", "macosx_15_0_arm64"));
  CHECK_FALSE(takes_platform("macosx_14_0_arm64", "macosx_12_3_arm64"));
  CHECK(takes_platform("macosx_11_0_x86_64", "macosx_10_9_intel"));
  CHECK_FALSE(takes_platform("macosx_10_9_universal2", "macosx_10_9_x86_64"));
  CHECK(takes_platform("win_amd64", "win_amd64"));
  CHECK_FALSE(takes_platform("win_amd64", "win32"));
  CHECK(takes_platform("android_24_arm64_v8a", "android_21_arm64_v8a"));
  CHECK_FALSE(takes_platform("android_24_arm64_v8a", "android_26_arm64_v8a"));
  CHECK(takes_platform("ios_13_0_arm64_iphoneos", "ios_13_0_arm64_iphoneos"));
  CHECK_FALSE(takes_platform("ios_13_0_arm64_iphoneos", "ios_13_0_arm64_iphonesimulator"));
}

TEST_CASE("a release that is not stated bars nothing") {
  CHECK(takes("linux-arm64", "3.12", "cp312-cp312-manylinux_2_39_aarch64"));
  CHECK_FALSE(takes("linux-arm64", "3.12", "cp312-cp312-musllinux_1_2_aarch64"));
  CHECK(takes("linux/arm64", "3.12", "cp312-cp312-musllinux_1_2_aarch64"));
  CHECK(takes("darwin-arm64", "3.12", "cp312-cp312-macosx_26_0_arm64"));
}

TEST_CASE("tags that are none are for nobody") {
  for (const char* const tag : {"manylinux_2_x86_64", "manylinux_2_17", "manylinux_2_17_", "macosx_11_arm64",
                                "ios_1_2_", "android_21_", "win_x", "", "manylinux_99999999999_1_x86_64", "linux_"}) {
    CAPTURE(tag);
    CHECK_FALSE(lock::parse_platform_tag(tag));
  }
}
