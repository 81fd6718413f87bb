// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "rules/build.hpp"

using namespace platlint;
using namespace platlint::build;

namespace {

Artifact needing(const std::string& version, bool weak = false, Libc libc = Libc::glibc) {
  Artifact image = elf(Architecture::x86_64, libc);
  image.libraries.push_back({"libfoo.so.1", false});
  image.runpath = {"$ORIGIN/lib"};
  image.version_needs = {{"libfoo.so.1", version, weak}};
  return image;
}

Artifact foo(std::vector<std::string> versions, Libc libc = Libc::glibc) {
  Artifact image = elf(Architecture::x86_64, libc);
  image.identity = "libfoo.so.1";
  image.versions = std::move(versions);
  return image;
}

std::string of(const Artifact& image, const Artifact& library, const Target& target) {
  return verdict(target, {file("x.so", {image}), file("lib/libfoo.so.1", {library})});
}

Target zlib(Version newest) {
  Target target = linux_target(Architecture::x86_64);
  target.symbol_versions = {{"ZLIB", newest, {}}};
  return target;
}

}  // namespace

TEST_CASE("missing-version: the bundle's own library answers") {
  const Target glibc = linux_target(Architecture::x86_64);
  CHECK(of(needing("FOO_2"), foo({"FOO_1"}), glibc) == "missing-version error");
  CHECK(of(needing("FOO_2"), foo({"FOO_1", "FOO_2"}), glibc) == "");
  CHECK(of(needing("FOO_2"), foo({}), glibc) == "");  // without versions it satisfies every need
  CHECK(of(needing("FOO_2", true), foo({"FOO_1"}), glibc) == "");
  CHECK(of(needing("FOO_2", false, Libc::musl), foo({"FOO_1"}, Libc::musl),
           linux_target(Architecture::x86_64, Libc::musl)) == "");
  SUBCASE("what the loader does not find there is not judged by it") {
    Artifact image = needing("FOO_2");
    image.runpath.clear();
    CHECK(of(image, foo({"FOO_1"}), glibc) == "missing-library warning");
  }
  SUBCASE("of two that go by the name either may be loaded") {
    CHECK(verdict(glibc, {file("x.so", {needing("FOO_2")}), file("lib/libfoo.so.1", {foo({"FOO_1"})}),
                          file("other/libfoo.so.1", {foo({"FOO_2"})})}) == "");
  }
}

TEST_CASE("missing-version: the target's own library answers") {
  Artifact image = elf(Architecture::x86_64);
  image.version_needs = {{"libz.so.1", "ZLIB_1.2.9", false}};
  CHECK(verdict(zlib({1, 2, 7}), {file("x.so", {image})}) == "missing-version error");
  CHECK(verdict(zlib({1, 2, 11}), {file("x.so", {image})}) == "");
  CHECK(verdict(linux_target(Architecture::x86_64), {file("x.so", {image})}) == "");  // its zlib is not known
  image.version_needs[0].weak = true;
  CHECK(verdict(zlib({1, 2, 7}), {file("x.so", {image})}) == "");
}

TEST_CASE("missing-version: musl asks for no versions, and another C library is another rule's") {
  const Target either = linux_target(Architecture::x86_64, Libc::unknown), glibc = linux_target(Architecture::x86_64);
  const std::string error = "missing-version error";
  CHECK(of(needing("FOO_2"), foo({"FOO_1"}), either) == error);
  CHECK(of(needing("FOO_2", false, Libc::musl), foo({"FOO_1"}, Libc::musl), either).find(error) == std::string::npos);
  CHECK(of(needing("FOO_2", false, Libc::bionic), foo({"FOO_1"}), glibc).find(error) == std::string::npos);
  CHECK(of(needing("FOO_2", false, Libc::musl), foo({"FOO_1"}), glibc).find(error) == std::string::npos);
}

TEST_CASE("missing-version: each need is asked, the first that fails is said, and the last version is the newest") {
  const Target glibc = linux_target(Architecture::x86_64);
  const auto said = [&](const std::vector<VersionNeed>& needs, const std::vector<std::string>& versions) {
    Artifact image = needing("");
    image.version_needs = needs;
    Bundle bundle;
    bundle.entries = {file("lib/libfoo.so.1", {foo(versions)}), file("x.so", {image})};
    const Ownership ownership{{}, std::vector<std::optional<std::size_t>>(2)};
    std::string text;
    for (const Finding& finding : checked({bundle, ownership, glibc})) text += finding.message + "\n";
    return text;
  };
  const VersionNeed one{"libfoo.so.1", "FOO_1", false}, two{"libfoo.so.1", "FOO_2", false},
      three{"libfoo.so.1", "FOO_3", false}, weak{"libfoo.so.1", "FOO_2", true};
  const std::string start = "needs FOO_2 of libfoo.so.1, the bundle's has ";
  CHECK(said({two}, {"FOO_0", "FOO_1"}) == start + "FOO_1\n");
  CHECK(said({one, two}, {"FOO_1"}) == start + "FOO_1\n");
  CHECK(said({two, three}, {"FOO_1"}) == start + "FOO_1\n");
  CHECK(said({weak, two}, {"FOO_1"}) == start + "FOO_1\n");
  CHECK(said({one, weak}, {"FOO_1"}).empty());
}
