// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "platlint/target.hpp"
#include "rules/build.hpp"

using namespace platlint;
using namespace platlint::build;

namespace {

Target find(const std::string& name) {
  return find_target(name, [](std::string_view) { return std::string(); });
}

Package tagged(const std::string& tag) {
  Package package;
  package.name = "p";
  package.tags = {tag};
  return package;
}

Artifact needing_glibc(const std::string& version) {
  Artifact image = elf(Architecture::x86_64);
  image.version_needs = {{"libc.so.6", version, false}};
  return image;
}

}  // namespace

TEST_CASE("tag-mismatch: a tag is a platform") {
  const Target new_target = find("manylinux_2_34_x86_64");
  const Package package = tagged("cp312-cp312-manylinux_2_17_x86_64");
  CHECK(verdict(new_target, {file("x.so", {needing_glibc("GLIBC_2.17")})}, {package}) == "");
  // Harmless here, and the deployer cannot change it.
  CHECK(verdict(new_target, {file("x.so", {needing_glibc("GLIBC_2.34")})}, {package}) == "tag-mismatch note");
  SUBCASE("over bytes that do not fit it is the reason, not a second error") {
    const Target old_target = find("manylinux2014_x86_64");
    CHECK(verdict(old_target, {file("x.so", {needing_glibc("GLIBC_2.34")})}, {package}) ==
          "glibc-too-new error, tag-mismatch note");
  }
}

TEST_CASE("tag-mismatch: any") {
  const Target target = find("manylinux2014_x86_64");
  const Package package = tagged("py3-none-any");
  CHECK(verdict(target, {file("x.so", {elf(Architecture::x86_64)})}, {package}) == "tag-mismatch warning");
  CHECK(verdict(find("manylinux2014_aarch64"), {file("x.so", {elf(Architecture::x86_64)})}, {package}) ==
        "wrong-architecture error, tag-mismatch note");
  SUBCASE("programs are started, not imported") {
    Artifact program = elf(Architecture::x86_64);
    program.kind = Kind::executable;
    CHECK(verdict(target, {file("node", {program})}, {package}) == "tag-mismatch note");
    CHECK(verdict(target, {file("node", {program}), file("x.so", {elf(Architecture::x86_64)})}, {package}) ==
          "tag-mismatch warning");
  }
}

TEST_CASE("tag-mismatch: a tag for another processor or system over files that fit was forced in") {
  const Target target = find("manylinux_2_34_x86_64");
  const Entry module = file("x.so", {needing_glibc("GLIBC_2.17")});
  CHECK(verdict(target, {module}, {tagged("cp312-cp312-manylinux2014_aarch64")}) == "tag-mismatch warning");
  CHECK(verdict(target, {module}, {tagged("cp312-cp312-macosx_11_0_x86_64")}) == "tag-mismatch warning");
}

TEST_CASE("tag-mismatch: universal2 with one slice, and a release above the tag's") {
  Artifact image = macho(Architecture::aarch64);
  image.minimum_system = Version{11, 0, 0};
  const Target target = find("macosx_13_0_arm64");
  CHECK(verdict(target, {file("x.so", {image})}, {tagged("cp312-cp312-macosx_10_9_universal2")}) ==
        "tag-mismatch note");
  image.minimum_system = Version{12, 0, 0};
  CHECK(verdict(target, {file("x.so", {image})}, {tagged("cp312-cp312-macosx_11_0_arm64")}) == "tag-mismatch note");
  CHECK(verdict(target, {file("x.so", {image})}, {tagged("cp312-cp312-macosx_12_0_arm64")}) == "");
}
