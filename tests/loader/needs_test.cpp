// SPDX-License-Identifier: Apache-2.0
// Who has each library that an image needs.
#include "loader/needs.hpp"

#include <doctest/doctest.h>

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "platlint/sysroot.hpp"
#include "rules/build.hpp"

using namespace platlint;
using namespace platlint::build;

namespace {

Answer asked(const Target& target, Artifact image, const std::string& library, const Package* package = nullptr,
             const std::string& path = "p/x.so", const std::vector<Entry>& others = {}) {
  image.libraries = {{library, false}};
  Bundle bundle;
  bundle.entries = {file(path, {image})};
  bundle.entries.insert(bundle.entries.end(), others.begin(), others.end());
  const Ownership ownership{{}, std::vector<std::optional<std::size_t>>(bundle.entries.size())};
  const LibraryIndex index(WholeBundle{bundle, ownership, target});
  const std::vector<AnsweredNeed> all =
      answers(bundle.entries[0].artifacts[0], Subject{bundle.entries[0], target, package}, index);
  REQUIRE(all.size() == 1);
  CHECK(all[0].library->name == library);
  return all[0].answer;
}

}  // namespace

namespace {

const Artifact plain = elf(Architecture::x86_64);

Package of_ecosystem(Ecosystem ecosystem) {
  Package package;
  package.name = "p";
  package.ecosystem = ecosystem;
  return package;
}

}  // namespace

TEST_CASE("the host of a bundle brings its own libraries") {
  const Target target = linux_target(Architecture::x86_64);
  for (const std::string library :
       {"libpython3.12.so.1.0", "/x/Python.framework/Versions/3.12/Python", "@rpath/Python3.framework/Python3",
        "PythonT.framework/x", "python312.dll", "python3.dll", "libpypy3-c.so", "libjvm.so", "libjava.so", "libjawt.so",
        "libjvm.dylib", "libjli.dylib", "libjawt.dylib", "jvm.dll", "JAWT.dll", "server/libjvm.so"}) {
    CAPTURE(library);
    CHECK(asked(target, plain, library) == Answer::host);
  }
  for (const std::string library : {"libjvm.so.1", "xlibjvm.so", "mypython3.dll", "libmypypy.so", "libq.so"}) {
    CAPTURE(library);
    CHECK(asked(target, plain, library) != Answer::host);
  }
}

TEST_CASE("an addon finds the C++ runtime in Node, and libatomic from Node 26 on") {
  Target target = find_target("alpine:3.20", no_environment);
  const Artifact image = elf(Architecture::x86_64, Libc::musl);
  const Package node = of_ecosystem(Ecosystem::node), python = of_ecosystem(Ecosystem::python);
  for (const std::string library : {"libstdc++.so.6", "libgcc_s.so.1"}) {
    CHECK(asked(target, image, library, &node) == Answer::host);
    CHECK(asked(target, image, library, nullptr, "x.node") == Answer::host);
    CHECK(asked(target, image, library, &python, "x.node") == Answer::host);
    CHECK(asked(target, image, library, &python) != Answer::host);
    CHECK(asked(target, image, library) != Answer::host);
  }
  CHECK(asked(target, image, "libq.so", &node) != Answer::host);
  const auto atomic = [&](std::optional<Node> version) {
    target.node = version;
    return asked(target, image, "libatomic.so.1", &node) == Answer::host;
  };
  CHECK_FALSE(atomic(std::nullopt));
  CHECK_FALSE(atomic(Node{25, false}));
  CHECK(atomic(Node{26, false}));
  CHECK(atomic(Node{27, false}));
  CHECK_FALSE(atomic(Node{33, true}));
}

TEST_CASE("a relative path starts in the working directory, which nobody promises") {
  const Target target = linux_target(Architecture::x86_64);
  CHECK(asked(target, plain, "lib/libq.so") == Answer::nothing);
  CHECK(asked(target, plain, "./libq.so") == Answer::nothing);
  CHECK(asked(target, plain, "libq.so") == Answer::unknown);
  CHECK(asked(target, plain, "/opt/libq.so") != Answer::nothing);
  CHECK(asked(target, plain, "$ORIGIN/libq.so") != Answer::nothing);
  // What calls itself so is taken when it is loaded already.
  Artifact other = plain;
  other.identity = "lib/libq.so";
  CHECK(asked(target, plain, "lib/libq.so", nullptr, "p/x.so", {file("q/y.so", {other})}) != Answer::nothing);
}

TEST_CASE("a system that is known has what lies in the absolute directories of the file") {
  Target target = linux_target(Architecture::x86_64);
  auto sysroot = std::make_shared<Sysroot>();
  sysroot->architecture = Architecture::x86_64;
  sysroot->libc = Libc::glibc;
  sysroot->directories = {"usr/lib"};
  sysroot->libraries = {{"opt/q/libq.so", {}}, {"usr/lib/libz.so", {}}};
  const auto with = [&](const std::vector<std::string>& rpath, const std::vector<std::string>& runpath,
                        const std::string& library = "libq.so") {
    Artifact image = plain;
    image.rpath = rpath;
    image.runpath = runpath;
    return asked(target, image, library);
  };
  CHECK(with({"/opt/q"}, {}) != Answer::target);
  target.sysroot = sysroot;
  CHECK(with({}, {}, "libz.so") == Answer::target);
  CHECK(with({}, {}) != Answer::target);
  CHECK(with({"/opt/q"}, {}) == Answer::target);
  CHECK(with({}, {"/opt/q"}) == Answer::target);
  CHECK(with({"/usr/share", "/opt/q"}, {}) == Answer::target);
  CHECK(with({"/opt/q"}, {"/usr/share"}) != Answer::target);  // RUNPATH switches RPATH off
  CHECK(with({"opt/q"}, {}) != Answer::target);
  CHECK(with({"/opt"}, {}, "q/libq.so") != Answer::target);  // a path is not searched
  Artifact mac = macho(Architecture::x86_64);
  mac.rpath = {"/opt/q"};
  CHECK(asked(target, mac, "libq.so") != Answer::target);
}

TEST_CASE("what must be there is answered in its order, and what may be absent is not asked") {
  const Target target = linux_target(Architecture::x86_64);
  Artifact image = plain;
  image.libraries = {{"libb.so", false}, {"libc.so.6", true}, {"liba.so", false}};
  Bundle bundle;
  bundle.entries = {file("x.so", {image})};
  const Ownership ownership{{}, {std::nullopt}};
  const LibraryIndex index(WholeBundle{bundle, ownership, target});
  const std::vector<AnsweredNeed> all = answers(image, Subject{bundle.entries[0], target}, index);
  REQUIRE(all.size() == 2);
  CHECK(all[0].library->name == "libb.so");
  CHECK(all[1].library->name == "liba.so");
}
