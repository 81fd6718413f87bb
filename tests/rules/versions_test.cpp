// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "rules/build.hpp"

using namespace platlint;
using namespace platlint::build;

namespace {

Target manylinux_2_17() {
  Target target = linux_target(Architecture::x86_64);
  target.libc_version = Version{2, 17, 0};
  target.symbol_versions = {{"GLIBC", Version{2, 17, 0}, {}},
                            {"GLIBCXX", Version{3, 4, 19}, {}},
                            {"CXXABI", Version{1, 3, 7}, {"TM_1"}},
                            {"GCC", Version{4, 8, 0}, {}}};
  return target;
}

Artifact needing(const std::string& library, const std::string& version, bool weak = false) {
  Artifact image = elf(Architecture::x86_64);
  image.libraries = {{"libc.so.6", false}, {library, false}};
  image.version_needs = {{library, version, weak}};
  return image;
}

std::string message(const Target& target, const Artifact& image) {
  const Bundle bundle{"b", 0, {file("x.so", {image})}, {}, {}};
  const Findings findings = checked({bundle, {{}, {std::nullopt}}, target});
  return findings.empty() ? "" : findings[0].message;
}

}  // namespace

TEST_CASE("glibc-too-new") {
  const Target target = manylinux_2_17();
  CHECK(verdict(target, {file("x.so", {needing("libc.so.6", "GLIBC_2.17")})}) == "");
  CHECK(verdict(target, {file("x.so", {needing("libc.so.6", "GLIBC_2.34")})}) == "glibc-too-new error");
  CHECK(verdict(target, {file("x.so", {needing("libc.so.6", "GLIBC_2.34", true)})}) == "glibc-too-new warning");
  CHECK(verdict(target, {file("x.so", {needing("libc.so.6", "GLIBC_ABI_DT_RELR")})}) == "glibc-too-new error");
  CHECK(verdict(target, {file("x.so", {needing("libc.so.6", "GLIBC_PRIVATE")})}) == "glibc-too-new error");
  CHECK(verdict(linux_target(Architecture::x86_64), {file("x.so", {needing("libc.so.6", "GLIBC_2.99")})}) == "");
  SUBCASE("the real need stands beside the ceiling") {
    Artifact image = needing("libc.so.6", "GLIBC_2.34");
    image.version_needs.insert(image.version_needs.begin(), {"libc.so.6", "GLIBC_2.28", false});
    CHECK(message(target, image) == "needs glibc 2.34, target has 2.17");
  }
}

TEST_CASE("libstdcxx-too-new") {
  const Target target = manylinux_2_17();
  CHECK(verdict(target, {file("x.so", {needing("libstdc++.so.6", "GLIBCXX_3.4.19")})}) == "");
  CHECK(verdict(target, {file("x.so", {needing("libstdc++.so.6", "CXXABI_TM_1")})}) == "");
  CHECK(verdict(target, {file("x.so", {needing("libstdc++.so.6", "GLIBCXX_3.4.29")})}) == "libstdcxx-too-new error");
  CHECK(verdict(target, {file("x.so", {needing("libgcc_s.so.1", "GCC_7.0.0")})}) == "libstdcxx-too-new error");
  SUBCASE("a copy in the bundle satisfies it, if the search path leads there") {
    Artifact image = needing("libstdc++.so.6", "GLIBCXX_3.4.29");
    Artifact copy = elf(Architecture::x86_64);
    copy.identity = "libstdc++.so.6";
    image.runpath = {"$ORIGIN/../p.libs"};
    CHECK(verdict(target, {file("p.libs/libstdc++.so.6", {copy}), file("p/x.so", {image})}) == "");
    image.runpath = {"/usr/lib"};
    CHECK(verdict(target, {file("p.libs/libstdc++.so.6", {copy}), file("p/x.so", {image})}) ==
          "libstdcxx-too-new error");
  }
}

TEST_CASE("executable-stack and text-relocations") {
  Artifact image = elf(Architecture::x86_64);
  image.executable_stack = true;
  Target target = manylinux_2_17();
  CHECK(verdict(target, {file("x.so", {image})}) == "executable-stack note");
  target.libc_version = Version{2, 41, 0};
  CHECK(verdict(target, {file("x.so", {image})}) == "executable-stack error");
  Artifact relocated = elf(Architecture::aarch64, Libc::bionic);
  relocated.text_relocations = true;
  Target android = linux_target(Architecture::aarch64, Libc::bionic);
  android.system = System::android;
  android.system_version = Version{24, 0, 0};
  relocated.libraries = {};
  CHECK(verdict(android, {file("x.so", {relocated})}) == "text-relocations error");
}
