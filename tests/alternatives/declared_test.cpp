// SPDX-License-Identifier: Apache-2.0
#include "alternatives/declared.hpp"

#include <doctest/doctest.h>

#include "rules/build.hpp"

using namespace platlint;
using namespace platlint::build;
using Words = std::vector<std::string>;

namespace {

bool takes(const Words& systems, const Words& processors = {}, const Words& libcs = {},
           const Target& target = linux_target(Architecture::x86_64)) {
  Package package;
  package.systems = systems;
  package.processors = processors;
  package.libcs = libcs;
  return declares(package, target);
}

}  // namespace

TEST_CASE("os, cpu and libc, as npm reads them") {
  CHECK(takes({}));
  CHECK(takes({"linux"}));
  CHECK(takes({"any"}));
  CHECK(takes({"darwin", "linux"}));
  CHECK_FALSE(takes({"darwin"}));
  CHECK(takes({"!win32"}));
  CHECK(takes({"!win32", "!darwin"}));
  CHECK_FALSE(takes({"!linux"}));
  CHECK_FALSE(takes({"linux", "!linux"}));
  CHECK_FALSE(takes({"!win32", "darwin"}));
  CHECK(takes({"linux"}, {"x64", "arm64"}));
  CHECK_FALSE(takes({"linux"}, {"arm64"}));
  CHECK_FALSE(takes({}, {"!x64"}));
  CHECK(takes({}, {}, {"glibc"}));
  CHECK_FALSE(takes({}, {}, {"musl"}));
}

TEST_CASE("os, cpu and libc on other targets") {
  const Target mac = macos({Architecture::x86_64, Architecture::aarch64});
  CHECK(takes({"darwin"}, {"arm64"}, {"glibc"}, mac));
  CHECK_FALSE(takes({"linux"}, {}, {}, mac));
  CHECK_FALSE(takes({"darwin"}, {"ia32"}, {}, mac));
  CHECK(takes({"win32"}, {"ia32"}, {}, windows(Architecture::i686)));
  Target unknown;
  unknown.architectures = {Architecture::unknown};
  CHECK(takes({}, {"arm64"}, {}, unknown));
}

TEST_CASE("a wheel for any Python") {
  Package package;
  CHECK_FALSE(is_for_any_python(package));
  package.tags = {"py2-none-any", "py3-none-any"};
  CHECK(is_for_any_python(package));
  package.tags.emplace_back("cp312-cp312-any");
  CHECK_FALSE(is_for_any_python(package));
}
