// SPDX-License-Identifier: Apache-2.0
// Of the files that lack something, those without which a package goes on: others like them load, and nobody needs
// them.
#include "alternatives/optional_parts.hpp"

#include <doctest/doctest.h>

#include <functional>

#include "rules/build.hpp"

using namespace platlint;
using namespace platlint::build;

namespace {

struct Judged {
  Bundle bundle;
  Ownership ownership;
  std::set<std::size_t> lacking;

  Judged& with(Entry entry, bool lacks, std::optional<std::size_t> owner = 0) {
    if (lacks) lacking.insert(bundle.entries.size());
    bundle.entries.push_back(std::move(entry));
    ownership.owner.push_back(owner);
    return *this;
  }
  std::size_t count() const {
    const Target target = linux_target(Architecture::x86_64);
    return optional_parts({bundle, ownership, target}, lacking).size();
  }
};

Judged in_package() {
  Judged judged;
  judged.ownership.packages.resize(2);
  return judged;
}

Entry library(const std::string& path) {
  return file(path, {elf(Architecture::x86_64)});
}

}  // namespace

TEST_CASE("as many files of the package load as do not") {
  CHECK(in_package().with(library("a.so"), true).count() == 0);
  CHECK(in_package().with(library("a.so"), true).with(library("b.so"), false).count() == 1);
  CHECK(in_package().with(library("a.so"), true).with(library("b.so"), false).with(library("c.so"), true).count() == 0);
  CHECK(in_package().with(library("a.so"), false).with(library("b.so"), false).count() == 0);
  // Another package's file, a file without an owner, another use, and what does not load do not count.
  CHECK(in_package().with(library("a.so"), true).with(library("b.so"), false, 1).count() == 0);
  CHECK(in_package().with(library("a.so"), true, std::nullopt).with(library("b.so"), false, std::nullopt).count() == 0);
  CHECK(in_package().with(library("a.so"), true).with(library("b.node"), false).count() == 0);
  CHECK(in_package().with(library("a.so"), true).with(file("b.so", {}), false).count() == 0);
  CHECK(in_package().with(library("a.so"), true).with(file("b.so", {elf(Architecture::aarch64)}), false).count() == 0);
  CHECK(in_package()
            .with(file("0.so", {}), false)
            .with(library("1.so"), true, std::nullopt)
            .with(library("a.so"), true)
            .with(library("b.so"), false)
            .count() == 1);
}

TEST_CASE("of an archive one file that loads is enough") {
  CHECK(in_package()
            .with(library("x.jar!/a.so"), true)
            .with(library("x.jar!/b.so"), false)
            .with(library("x.jar!/c.so"), true)
            .count() == 2);
  CHECK(in_package().with(library("x.jar!/a.so"), true, std::nullopt).with(library("x.jar!/b.so"), false).count() == 0);
  CHECK(in_package().with(library("x.jar!/a.so"), true).with(library("y.jar!/b.so"), false).count() == 0);
}

TEST_CASE("what was built here, or what a file needs, is no optional part") {
  const auto count = [](const std::function<void(Judged&)>& change) {
    Judged judged = in_package().with(library("p/a.so"), true).with(library("p/b.so"), false);
    change(judged);
    return judged.count();
  };
  CHECK(count([](Judged&) {}) == 1);
  CHECK(count([](Judged& it) { it.ownership.packages[0].built_locally = true; }) == 0);
  CHECK(count([](Judged& it) { it.ownership.packages[0].perhaps_built = true; }) == 0);
  CHECK(count([](Judged& it) { it.ownership.packages[0].local_project = true; }) == 0);
  CHECK(count([](Judged& it) { it.ownership.packages[1].built_locally = true; }) == 1);
  const auto needs = [](Judged& it, const std::string& name) {
    it.bundle.entries[1].artifacts[0].libraries.push_back({name, false});
  };
  CHECK(count([&](Judged& it) { needs(it, "a.so"); }) == 0);
  CHECK(count([&](Judged& it) { needs(it, "/x/a.so"); }) == 0);
  CHECK(count([&](Judged& it) { needs(it, "c.so"); }) == 1);
  CHECK(count([&](Judged& it) {
          needs(it, "liba.so.1");
          it.bundle.entries[0].artifacts[0].identity = "@rpath/liba.so.1";
        }) == 0);
  CHECK(count([&](Judged& it) {
          needs(it, "liba.so.1");
          it.bundle.entries[0].artifacts.push_back(it.bundle.entries[0].artifacts[0]);
          it.bundle.entries[0].artifacts[1].identity = "liba.so.1";
        }) == 0);
}

TEST_CASE("what another root of the deployment needs is needed") {
  Judged judged = in_package().with(library("p/a.so"), true).with(library("p/b.so"), false);
  Bundle other;
  other.entries = {library("c.so")};
  other.entries[0].artifacts[0].libraries = {{"a.so", false}};
  const Ownership nobody{{}, {std::nullopt}};
  const Target target = linux_target(Architecture::x86_64);
  WholeBundle whole{judged.bundle, judged.ownership, target};
  CHECK(optional_parts(whole, judged.lacking) == std::set<std::size_t>{0});
  whole.below.push_back({other, nobody});
  CHECK(optional_parts(whole, judged.lacking).empty());
  std::swap(whole.below, whole.above);
  CHECK(optional_parts(whole, judged.lacking).empty());
}

TEST_CASE("a repair tool's name has a hash of eight digits or more behind a hyphen") {
  for (const char* name :
       {"libx-12345678.so", "libx-0a1b2c3d4e5f.so.1", "libx-1.0-12345678.so", "x-12345678-y.dll", "libx-abcdefff.so"})
    CHECK(is_vendored(name));
  for (const char* name : {"libx-1234567.so", "libx-12345678", "libx-12345678_1.so", "libx12345678.so",
                           "libx-1234567g.so", "libx-0.so", "libx.so", "", "libx-"})
    CHECK_FALSE(is_vendored(name));
}
