// SPDX-License-Identifier: Apache-2.0
// What excuses a file for another platform, and what does not: each condition of a decision, met and not met.
#include "alternatives/decision.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <functional>
#include <string>
#include <vector>

#include "alternatives/fates.hpp"
#include "rules/build.hpp"

using namespace platlint;
using namespace platlint::build;

namespace {

const Target linux_x64 = linux_target(Architecture::x86_64);
const Artifact intel = elf(Architecture::x86_64), arm = elf(Architecture::aarch64),
               musl = elf(Architecture::x86_64, Libc::musl), mac = macho(Architecture::aarch64),
               mac_intel = macho(Architecture::x86_64), win = pe(Architecture::x86_64);

Artifact program(Artifact image) {
  image.kind = Kind::executable;
  return image;
}

/// The files of one package, at the root or in node_modules/a.
struct Owned {
  Bundle bundle;
  Package package;

  explicit Owned(Ecosystem ecosystem, std::vector<std::string> tags = {}) {
    package.name = "a";
    package.ecosystem = ecosystem;
    package.tags = std::move(tags);
    package.path = ecosystem == Ecosystem::node ? "node_modules/a" : "a-1.dist-info";
  }
  Owned& with(const std::string& path, const Artifact& image) {
    const std::string base = package.ecosystem == Ecosystem::node ? "node_modules/a/" : "";
    bundle.entries.push_back(file(base + path, {image}));
    return *this;
  }
  /// A word for each file, in the order in which they were added; "?": optional; "!" or "~": a lack, doubtful or not.
  std::string fates(const Target& target = linux_x64) const {
    std::vector<Entry> sorted = bundle.entries;
    std::sort(sorted.begin(), sorted.end(), [](const Entry& a, const Entry& b) { return a.path < b.path; });
    Bundle ordered = bundle;
    ordered.entries = sorted;
    const Ownership ownership{{package}, std::vector<std::optional<std::size_t>>(sorted.size(), 0)};
    const Fates found = find_fates({ordered, ownership, target}, find_families(ordered, ownership));
    std::string text;
    for (const Entry& entry : bundle.entries) {
      if (entry.artifacts.empty()) continue;
      const auto at =
          std::find_if(sorted.begin(), sorted.end(), [&](const Entry& it) { return it.path == entry.path; });
      const Fate fate = found.of(static_cast<std::size_t>(at - sorted.begin()));
      constexpr const char* words[] = {"loaded", "shared", "lacking", "unused"};
      text.append(text.empty() ? "" : " ").append(words[static_cast<std::size_t>(fate.kind)]);
      text.append(fate.optional ? "?" : "");
    }
    for (const Lack& lack : found.lacks) text += lack.doubtful ? "~" : "!";
    return text;
  }
};

Owned node() {
  return Owned(Ecosystem::node);
}

Owned python(std::vector<std::string> tags = {"cp312-cp312-linux_x86_64"}) {
  return Owned(Ecosystem::python, std::move(tags));
}

const std::string gnu = ".cpython-312-x86_64-linux-gnu.so", darwin = ".cpython-312-darwin.so";

}  // namespace

TEST_CASE("a package that declares itself for another system is not used here, if nobody needs it") {
  const auto declared = [](const std::function<void(Owned&)>& change) {
    Owned owned = node();
    owned.package.systems = {"darwin"};
    owned.with("x.node", mac);
    change(owned);
    return owned.fates();
  };
  CHECK(declared([](Owned&) {}) == "unused");
  CHECK(declared([](Owned& it) { it.with("y.node", intel); }) == "unused loaded");
  CHECK(declared([](Owned& it) { it.package.required = true; }) == "loaded");
  CHECK(declared([](Owned& it) { it.package.systems = {"linux"}; }) == "loaded");
  CHECK(declared([](Owned& it) { it.package.ecosystem = Ecosystem::java; }) == "loaded");
  CHECK(declared([](Owned& it) { it.package.name = "a-darwin"; }) == "loaded");  // its bytes decide
}

TEST_CASE("Python takes the build of a module for its own platform, and another build is no alternative of none") {
  CHECK(python().with("a/x" + gnu, intel).with("a/x" + darwin, mac).fates() == "loaded unused");
  CHECK(python().with("a/x" + darwin, mac).fates() == "loaded");
  CHECK(python().with("a/x" + gnu, intel).with("a/y" + darwin, mac).fates() == "loaded loaded");
  CHECK(python().with("a/x.abi3.so", intel).with("a/x.pyd", win).fates() == "loaded unused");
  CHECK(python().with("a/x.so", intel).with("a/x.cp312-win_amd64.pyd", win).fates() == "loaded unused");
  // What Python would try by its name is no foreign build, whatever is in it.
  CHECK(python().with("a/x" + gnu, intel).with("a/x.so", mac).fates() == "loaded loaded");
  // A build for the right platform alone serves nobody if it is for another Python.
  CHECK(python().with("a/x" + gnu, intel).with("a/x" + darwin, mac).fates(with_python(linux_x64, 11)) ==
        "loaded loaded");
}

TEST_CASE("libraries that a repair tool put beside the modules go with them") {
  const auto repaired = [](const std::string& second) {
    return python()
        .with("a/x" + gnu, intel)
        .with(second, mac)
        .with("a.libs/libq.so", intel)
        .with("a/.dylibs/libq.dylib", mac)
        .with("a/libq.dylib", mac)
        .fates();
  };
  CHECK(repaired("a/x" + darwin) == "loaded unused loaded unused loaded");
  CHECK(repaired("a/y" + darwin) == "loaded loaded loaded loaded loaded");
  CHECK(python().with("a/x" + gnu, intel).with("a.libs/libq.so", arm).fates() == "loaded loaded");
  CHECK(python().with("a/x" + gnu, intel).with("a/x" + darwin, mac).with("a.libs/libq.so", arm).fates() ==
        "loaded unused unused");
}

TEST_CASE("modules of a package that works without them are optional, those of the target's Python less so") {
  const Target with_312 = with_python(linux_x64, 12);
  const auto collection = [](const std::string& module) {
    return python({"py3-none-any"})
        .with("a/t-linux-x64.so", intel)
        .with("a/t-darwin-arm64.dylib", mac)
        .with("a/x" + module, mac);
  };
  CHECK(collection(".cpython-39-darwin.so").fates(with_312) == "loaded? unused? unused");
  CHECK(collection(darwin).fates(with_312) == "loaded? unused? lacking~");
  CHECK(collection(".cpython-39-darwin.so").fates() == "loaded? unused? unused");
}

TEST_CASE("a file whose name says another platform is excused by one that fits and matters as much") {
  const auto two = [](const Artifact& here, const Artifact& there) {
    return node().with("linux-x64/t", here).with("darwin-arm64/t", there).fates();
  };
  CHECK(two(intel, mac) == "loaded unused");
  CHECK(two(program(intel), program(mac)) == "loaded unused");
  CHECK(two(program(intel), mac) == "loaded lacking!");
  CHECK(two(intel, program(mac)) == "loaded unused");
  CHECK(two(arm, mac) == "loaded unused");  // its own error is the verdict
  CHECK(node().with("linux-arm64/t", arm).with("darwin-arm64/t", mac).fates() == "lacking lacking!");
  CHECK(node().with("darwin-arm64/t", mac).fates() == "loaded");
  CHECK(node().with("darwin-arm64/t", mac).with("darwin-arm64/u", mac).fates() == "loaded loaded");
  CHECK(node().with("darwin-arm64/t.node", mac).with("darwin-x64/t.node", mac_intel).fates() == "lacking lacking!");
}

TEST_CASE("of several names for the target the most exact one is taken") {
  CHECK(node().with("linux/t", arm).with("linux-x64/t", intel).fates() == "unused loaded");
  CHECK(node().with("linux-x64/t", intel).with("linux-x64/t.musl", musl).fates() == "loaded unused");
  CHECK(node().with("linux/t", intel).with("linux-x64/t", arm).fates() == "loaded loaded");
  CHECK(node().with("linux/t", intel).with("linux/u", arm).with("darwin/t", mac).fates() == "loaded loaded unused");
  // Names for other Nodes are only tried if nothing but the C library is wrong.
  CHECK(node().with("linux/node/108/t.node", musl).with("linux/node/glibc-115-Release/t.node", intel).fates() ==
        "unused loaded");
  CHECK(node().with("linux/node/108/t.node", arm).with("linux/node/glibc-115-Release/t.node", intel).fates() ==
        "loaded loaded");
  CHECK(node().with("linux/node/115/t.node", arm).with("linux/node/glibc-115-Release/t.node", intel).fates() ==
        "unused loaded");
}

TEST_CASE("Bare's file beside Node's is not used by Node") {
  const auto beside = [](const std::string& bare) {
    return node()
        .with("linux-x64/t.node", intel)
        .with("darwin-arm64/t.node", mac)
        .with("linux-x64/" + bare, arm)
        .fates();
  };
  CHECK(beside("t.bare") == "loaded unused unused");
  CHECK(beside("u.bare") == "loaded unused loaded");
}

TEST_CASE("programs for Windows in a package of JavaScript are helpers") {
  const auto helper = [](const std::function<void(Owned&)>& change) {
    Owned owned = node();
    owned.with("util/agent.exe", program(win));
    change(owned);
    return owned.fates();
  };
  CHECK(helper([](Owned&) {}) == "lacking~");  // a single file
  CHECK(helper([](Owned& it) { it.package.builds = "node-gyp rebuild"; }) == "loaded");
  CHECK(helper([](Owned& it) { it.package.name = "agent"; }) == "loaded");
  CHECK(helper([](Owned& it) { it.package.program = true; }) == "loaded");
  CHECK(helper([](Owned& it) { it.package.ecosystem = Ecosystem::ruby; }) == "loaded");
  CHECK(helper([](Owned& it) { it.with("util/more.exe", program(win)); }) == "unused unused");
  CHECK(helper([](Owned& it) { it.with("util/x.dll", win); }) == "loaded loaded");
  CHECK(helper([](Owned& it) { it.with("build/Release/x.node", mac); }) == "loaded loaded");
  CHECK(helper([](Owned& it) { it.with("build/Release/x.node", intel); }) == "unused loaded");
}

TEST_CASE("what a family promises is the promise of its package") {
  const auto promise = [](
                           const Package* package, const std::function<void(Family&)>& change = [](Family&) {}) {
    const Bundle bundle;
    Ownership ownership;
    Family family;
    if (package != nullptr) ownership.packages = {*package};
    if (package != nullptr) family.package = 0;
    change(family);
    return promise_of({bundle, ownership, linux_x64}, family);
  };
  const auto of = [&](Ecosystem ecosystem, std::vector<std::string> tags = {}) {
    const Owned owned(ecosystem, std::move(tags));
    return promise(&owned.package);
  };
  CHECK(promise(nullptr) == Promise::chosen);
  CHECK(promise(nullptr, [](Family& it) { it.in_jar = true; }) == Promise::bytecode);
  CHECK(of(Ecosystem::python) == Promise::none);
  CHECK(of(Ecosystem::python, {"py3-none-any"}) == Promise::everywhere);
  CHECK(of(Ecosystem::python, {"py3-none-any", "py2-none-any"}) == Promise::everywhere);
  CHECK(of(Ecosystem::python, {"py3-none-any", "py3-none-win32"}) == Promise::chosen);
  CHECK(of(Ecosystem::node) == Promise::none);
  for (const Ecosystem other :
       {Ecosystem::java, Ecosystem::ruby, Ecosystem::dotnet, Ecosystem::elixir, Ecosystem::other})
    CHECK(of(other) == Promise::chosen);
  Package package = node().package;
  CHECK(promise(&package, [](Family& it) { it.in_parts = true; }) == Promise::chosen);
  package.program = true;
  CHECK(promise(&package) == Promise::program);
  package.local_project = true;
  CHECK(promise(&package) == Promise::chosen);
}

TEST_CASE("a universal target is served by two thin files, and by half of them not at all") {
  const Target universal = macos({Architecture::x86_64, Architecture::aarch64});
  CHECK(node().with("darwin-arm64/t.node", mac).with("darwin-x64/t.node", mac_intel).fates(universal) ==
        "shared shared");
  CHECK(node().with("darwin-arm64/t.node", mac).with("linux-x64/t.node", intel).fates(universal).starts_with("l"));
  CHECK(node().with("x/t.node", mac).with("linux-x64/t.node", intel).fates(universal).starts_with("loaded"));
}
