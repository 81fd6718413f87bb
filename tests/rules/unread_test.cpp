// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "rules/build.hpp"

using namespace platlint;
using namespace platlint::build;

namespace {

Entry link(std::string path, Entry::Outside outside) {
  Entry entry;
  entry.path = std::move(path);
  entry.link = "../elsewhere";
  entry.leaves_root = true;
  entry.outside = outside;
  return entry;
}

Entry archive(std::string path) {
  Entry entry;
  entry.path = std::move(path);
  entry.unopened = "a tar archive";
  return entry;
}

}  // namespace

TEST_CASE("a link that leaves the root is a warning where it may hide native code") {
  const Target target = linux_target(Architecture::x86_64);
  CHECK(verdict(target, {link("x.so", Entry::Outside::code)}) == "external-link warning");
  CHECK(verdict(target, {link("x.so", Entry::Outside::nothing)}) == "external-link warning");
  CHECK(verdict(target, {link("node_modules/esbuild", Entry::Outside::directory)}) == "external-link warning");
  CHECK(verdict(target, {link("data", Entry::Outside::harmless)}) == "external-link note");
  for (const char* interpreter :
       {"venv/bin/python", "bin/python3", "bin/python3.13t", "pypy3.11", "bin/graalpy", "Scripts/python.exe",
        "bin/python3-intel64", "bin/libpypy3.10-c.so", "node_modules/.pnpm/node_modules/app"}) {
    CHECK(verdict(target, {link(interpreter, Entry::Outside::code)}) == "external-link note");
  }
  for (const char* other : {"bin/python-build", "bin/pythonic", "python3/libx", "libpython3.12.so",
                            "bin/python3-config", "libpypy-c.dll", "pythonx.exe"}) {
    CHECK(verdict(target, {link(other, Entry::Outside::code)}) == "external-link warning");
  }
}

TEST_CASE("an archive that was not opened is a warning, and its damage is said instead where it has some") {
  const Target target = linux_target(Architecture::x86_64);
  CHECK(verdict(target, {archive("a.tar")}) == "unopened-archive warning");
  Entry damaged = archive("x.so");
  damaged.damage = Damage{Damage::Kind::not_a_binary, "gzip data"};
  CHECK(verdict(target, {damaged}) == "not-a-binary error");
  CHECK(unread(damaged).empty());
  CHECK(unread(archive("a.tar")) == "a tar archive, which was not opened");
  CHECK(unread(link("x.so", Entry::Outside::code)) == "a link out of the bundle, to ../elsewhere");
  CHECK(unread(link("x.so", Entry::Outside::nothing)) == "a link to nothing, ../elsewhere");
  CHECK(unread(link("x", Entry::Outside::harmless)).empty());
}
