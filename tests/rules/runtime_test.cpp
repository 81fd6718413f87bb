// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "rules/build.hpp"

using namespace platlint;
using namespace platlint::build;

TEST_CASE("wrong-libc") {
  const Target glibc = linux_target(Architecture::x86_64);
  const Target musl = linux_target(Architecture::x86_64, Libc::musl);
  CHECK(verdict(glibc, {file("x.so", {elf(Architecture::x86_64, Libc::musl)})}) == "wrong-libc error");
  CHECK(verdict(glibc, {file("x.so", {elf(Architecture::x86_64, Libc::bionic)})}) == "wrong-libc error");
  CHECK(verdict(glibc, {file("x.so", {elf(Architecture::x86_64, Libc::unknown)})}) == "");
  CHECK(verdict(glibc, {file("x", {elf(Architecture::x86_64, Libc::none)})}) == "");
  SUBCASE("a target that does not declare its libc") {
    CHECK(verdict(linux_target(Architecture::x86_64, Libc::unknown),
                  {file("x.so", {elf(Architecture::x86_64, Libc::musl)})}) == "");
  }
  SUBCASE("musl stands in for glibc, unless a concrete reason stands against it") {
    Artifact image = elf(Architecture::x86_64);
    CHECK(verdict(musl, {file("x.so", {image})}) == "wrong-libc warning");
    CHECK(verdict(musl, {file("x.cpython-310-x86_64-linux-gnu.so", {image})}) == "wrong-libc warning");
    CHECK(verdict(musl, {file("x.cpython-312-x86_64-linux-gnu.so", {image})}) == "wrong-libc error");
    image.libraries.push_back({"libgcc_s.so.1", false});
    CHECK(verdict(musl, {file("x.so", {image})}) == "wrong-libc error");
    image.libraries.back().name = "libgcc_s-0cd532bd.so.1";  // its own copy
    CHECK(verdict(musl, {file("x.so", {image})}) == "wrong-libc warning");
    image.libraries.back().name = "ld-linux-x86-64.so.2";
    CHECK(verdict(musl, {file("x.so", {image})}) == "wrong-libc error");
  }
  SUBCASE("a file that needs no library is known by its name") {
    const Entry entry = file("x.cpython-312-x86_64-linux-gnu.so", {elf(Architecture::x86_64, Libc::unknown)});
    CHECK(verdict(with_python(musl, 12), {entry}) == "wrong-libc error");
    CHECK(verdict(with_python(glibc, 12), {entry}) == "");
  }
  SUBCASE("a symbol that musl lacks") {
    Artifact image = elf(Architecture::x86_64);
    image.version_needs = {{"libc.so.6", "GLIBC_2.3.4", false, {"malloc", "pthread_create"}}};
    CHECK(verdict(musl, {file("x.so", {image})}) == "wrong-libc warning");
    image.version_needs[0].symbols.emplace_back("__snprintf_chk");
    CHECK(verdict(musl, {file("x.so", {image})}) == "wrong-libc error");
  }
}
