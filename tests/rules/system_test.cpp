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
}
