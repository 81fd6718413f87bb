// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "facts/node_releases.hpp"
#include "rules/build.hpp"

using namespace platlint;
using namespace platlint::build;

namespace {

Target node(int major) {
  Target target = linux_target(Architecture::x86_64);
  if (major != 0) target.node = Node{major, false};
  return target;
}

Artifact addon(std::uint16_t abi = 0) {
  Artifact image = elf(Architecture::x86_64);
  image.node_abi = abi;
  return image;
}

Package package() {
  Package package;
  package.name = "demo";
  package.ecosystem = Ecosystem::node;
  return package;
}

std::string of(int major, const std::vector<std::string>& paths) {
  std::vector<Entry> entries;
  for (const std::string& path : paths) entries.push_back(file(path, {addon()}));
  return verdict(node(major), entries, {package()});
}

const std::string wrong = "wrong-node-abi error";

}  // namespace

TEST_CASE("the numbers of Node") {
  CHECK(abi_of({22, false}) == 127);
  CHECK(abi_of({20, false}) == 115);
  CHECK(abi_of({33, true}) == 130);
  CHECK(abi_of({0, false}) == 0);
  CHECK(program_of_abi(108) == "Node 18");
  CHECK(program_of_abi(130) == "Electron 33");
  CHECK(program_of_abi(1) == "");
}

TEST_CASE("wrong-node-abi: by the symbol") {
  CHECK(verdict(node(22), {file("x.node", {addon(127)})}) == "");
  CHECK(verdict(node(20), {file("x.node", {addon(127)})}) == wrong);
  CHECK(verdict(node(20), {file("x.node", {addon()})}) == "");
  CHECK(verdict(node(0), {file("x.node", {addon(127)})}) == "");  // no Node is declared
  CHECK(verdict(node(20), {file("x.so", {addon(127)})}) == "");
  CHECK(verdict(node(20), {file("node.abi115.node", {addon(127)})}) == wrong);  // the bytes, not the name
}

TEST_CASE("wrong-node-abi: by the name") {
  for (const std::string path : {"node.abi127.node", "lib/binding/node-v127-linux-x64/x.node", "node-127.node",
                                 "prebuilds/linux-x64/node.abi127.glibc.node", "glibc-127-Release/x.node",
                                 "cpu_profiler-linux-x64-glibc-127.node"}) {
    CAPTURE(path);
    CHECK(of(22, {path}) == "");
    CHECK(of(20, {path}) == wrong);
  }
  for (const std::string path : {"node.napi.node", "lib/binding/napi-v3-linux-x64/x.node", "x-1.127.0.node",
                                 "build/Release/x.node", "node-22.node", "sqlite-node-v3-linux-x64/x.node"}) {
    CAPTURE(path);
    CHECK(of(20, {path}) == "");
  }
}

TEST_CASE("wrong-node-abi: Electron has numbers of its own") {
  Target electron = node(0);
  electron.node = Node{33, true};
  const auto judged = [&](const std::vector<std::string>& paths, std::uint16_t abi = 0) {
    std::vector<Entry> entries;
    for (const std::string& path : paths) entries.push_back(file(path, {addon(abi)}));
    return verdict(electron, entries, {package()});
  };
  CHECK(judged({"build/Release/x.node"}, 130) == "");
  CHECK(judged({"build/Release/x.node"}, 127) == wrong);  // of the Node from the time of Electron 33
  for (const std::string path :
       {"prebuilds/linux-x64/electron.abi130.node", "lib/binding/electron-v33.2-linux-x64/x.node",
        "x-electron-v130-linux-x64.node", "prebuilds/linux-x64/node.napi.node"}) {
    CAPTURE(path);
    CHECK(judged({path}) == "");
  }
  for (const std::string path :
       {"prebuilds/linux-x64/electron.abi128.node", "lib/binding/electron-v32.0-linux-x64/x.node",
        "x-electron-v128-linux-x64.node", "prebuilds/linux-x64/node.abi127.node"}) {
    CAPTURE(path);
    CHECK(judged({path}) == wrong);
  }
  const std::string directory = "prebuilds/linux-x64/";
  CHECK(judged({directory + "electron.abi130.node", directory + "node.abi127.node"}) == "");
  CHECK(judged({directory + "x.node.abi127.node", directory + "x.electron.abi130.node"}) == "");
}

TEST_CASE("wrong-node-abi: of several builds one is enough") {
  const std::string directory = "prebuilds/linux-x64/";
  CHECK(of(20, {directory + "node-108.node", directory + "node-115.node"}) == "");
  CHECK(of(22, {directory + "node-108.node", directory + "node-115.node"}) == wrong);
  CHECK(of(22, {directory + "node.abi108.node", directory + "node.napi.node"}) == "");
  // msgpackr-extract and lmdb: Node-API beside the builds for one Node
  CHECK(of(22, {"x/node.abi115.glibc.node", "x/node.napi.glibc.node"}) == "");
  CHECK(of(22, {"x/dd_pprof.node.abi115.node", "x/dd_pprof.node.abi127.node"}) == "");
  CHECK(of(22, {"x/one.node.abi115.node", "x/two.node.abi127.node"}) == wrong);
  CHECK(of(22, {directory + "electron.abi130.node"}) == "");
  CHECK(of(22, {directory + "electron.abi130.node", directory + "node.abi115.node"}) == wrong);
  CHECK(of(22, {directory + "node.abi115.node", "build/Release/x.node"}) == "");
  CHECK(of(22, {"lib/binding/node-v115-linux-x64/x.node", "lib/binding/node-v127-linux-x64/x.node"}) == "");
}

TEST_CASE("wrong-node-abi: what is for another C library does not count") {
  Artifact musl = elf(Architecture::x86_64, Libc::musl);
  musl.node_abi = 127;
  const std::string path = "prebuilds/linux-x64/";
  const std::string text = verdict(
      node(22), {file(path + "node.abi127.musl.node", {musl}), file(path + "node.abi115.glibc.node", {addon(115)})},
      {package()});
  CHECK(text.find(wrong) != std::string::npos);
}

TEST_CASE("wrong-node-abi: where a number ends, and which numbers are of no release") {
  Target electron = node(0);
  electron.node = Node{33, true};
  const auto judged = [](const Target& target, const std::string& path) {
    return verdict(target, {file(path, {addon()})}, {package()});
  };
  for (const std::string path : {"x-electron-v999-linux-x64.node", "x-electron-v128x-linux-x64.node",
                                 "x-electron-v.node", "x-electron-v128", "x-electron-v128_1.node"}) {
    CAPTURE(path);
    CHECK(judged(electron, path) == "");
  }
  CHECK(judged(electron, "x-electron-v128-linux-x64.node") == wrong);
  CHECK(judged(electron, "x-electron-v32.node") == wrong);
  for (const std::string mark : {"abi", "node-v", "node-", "glibc-", "musl-"}) {
    CAPTURE(mark);
    for (const std::string end : {".node", "-x.node"}) {
      CHECK(judged(node(20), "x-" + mark + "127" + end) == wrong);
      CHECK(judged(node(20), "x-" + mark + "115" + end) == "");
      CHECK(judged(node(20), "x-" + mark + "9-" + mark + "127" + end) == wrong);
    }
    CHECK(judged(node(20), "x-" + mark + "127x.node") == "");
    CHECK(judged(node(20), "x-" + mark + "1.node") == "");
    CHECK(judged(node(20), "x-" + mark + "127/x.node") == wrong);
  }
  CHECK(judged(node(20), "x-127.node") == "");
  for (const std::string path : {"electron-x/y.node", "electron.node", "x-electron-y.node"})
    CHECK(verdict(node(20), {file(path, {addon(130)})}, {package()}) == "");  // Node never looks at it
  CHECK(verdict(node(20), {file("electronic/y/x.node", {addon(130)})}, {package()}) == wrong);
}

TEST_CASE("wrong-node-abi: which builds belong together") {
  const auto judged = [](const std::vector<std::pair<std::string, std::uint16_t>>& files, bool owned = true) {
    std::vector<Entry> entries;
    for (const auto& [path, abi] : files) entries.push_back(file(path, {addon(abi)}));
    return verdict(node(20), entries, owned ? std::vector{package()} : std::vector<Package>{});
  };
  for (const std::string tag : {"node", "electron", "napi", "glibc", "musl", "abi115", "uv1", "armv7"}) {
    CAPTURE(tag);
    CHECK(judged({{"a/x." + tag + ".node", 127}, {"b/x.node", 115}}) == "");
  }
  CHECK(judged({{"a/x.node", 127}, {"a/x2.node", 115}}) == "");
  CHECK(judged({{"a/x.node", 127}, {"a/y.node", 115}}) == wrong);
  CHECK(judged({{"a/x.other.node", 127}, {"a/x.node", 115}}) == wrong);
  CHECK(judged({{"a/x.node", 127}, {"b/x.node", 115}}, false) == wrong);
  CHECK(judged({{"a/x.node", 127}, {"a/x1.node", 115}}, false) == "");
  CHECK(judged({{"a/prebuilds/x/x.node", 127}, {"a/prebuilds/y/y.node", 115}}, false) == "");
  CHECK(judged({{"a/prebuilds/x/x.node", 127}, {"b/prebuilds/y/y.node", 115}}, false) == wrong);
  CHECK(judged({{"prebuilds/x/x.node", 127}, {"build/Release/y.node", 115}}) == "");
  CHECK(judged({{"prebuilds/x/x.node", 127}, {"build/Release/y.node", 0}}) == "");
  CHECK(judged({{"prebuilds/x/x.node", 127}, {"build/Release/y.node", 108}}) == wrong + ", " + wrong);
}
