// SPDX-License-Identifier: Apache-2.0
// What a package's name, a manifest or an archive's name promises, and what a wheel's tags promise of Python.
#include "rules/claims.hpp"

#include <doctest/doctest.h>

#include <string>
#include <utility>
#include <vector>

#include "loader/extension_suffix.hpp"
#include "rules/build.hpp"
#include "rules/wheel_python.hpp"

using namespace platlint;
using namespace platlint::build;

namespace {

Package claiming(std::string claim, Ecosystem ecosystem = Ecosystem::ruby) {
  Package package;
  package.name = "p";
  package.ecosystem = ecosystem;
  package.claim = std::move(claim);
  return package;
}

/// "its name: a/x.so" of each that is broken, one a line.
std::string broken(const Bundle& bundle, const std::vector<Package>& packages = {},
                   const std::vector<std::optional<std::size_t>>& owners = {}) {
  Ownership ownership{packages, owners};
  ownership.owner.resize(bundle.entries.size());
  std::string text;
  for (const BrokenClaim& claim : broken_claims(bundle, ownership)) text += claim.source + ": " + claim.path + "\n";
  return text;
}

Bundle with(std::vector<Entry> entries) {
  Bundle bundle;
  bundle.entries = std::move(entries);
  return bundle;
}

const Entry linux_x64 = file("l/x.so", {elf(Architecture::x86_64)});
const Entry linux_arm = file("m/x.so", {elf(Architecture::aarch64)});
const Entry mac_arm = file("n/x.dylib", {macho(Architecture::aarch64)});
const Entry readme = file("readme", {});

}  // namespace

TEST_CASE("a claim is broken if nothing of its package keeps it") {
  const auto of = [](const std::string& claim, const std::vector<Entry>& entries) {
    return broken(with(entries), {claiming(claim)}, std::vector<std::optional<std::size_t>>(entries.size(), 0));
  };
  CHECK(of("linux-x64", {linux_x64}) == "");
  CHECK(of("linux-x64", {readme, linux_arm}) == "its name: m/x.so\n");
  CHECK(of("linux-x64", {mac_arm, linux_arm}) == "its name: n/x.dylib\n");
  CHECK(of("linux-x64", {linux_arm, linux_x64}) == "");
  CHECK(of("linux-x64", {linux_x64, linux_arm}) == "");
  CHECK(of("linux-x64", {readme}) == "");
  CHECK(of("linux", {linux_arm}) == "");
  CHECK(of("linux", {mac_arm}) == "its name: n/x.dylib\n");
  CHECK(of("x64", {linux_arm}) == "");  // no system is promised
  CHECK(of("", {linux_arm}) == "");
  CHECK(of("linux64", {file("a.so", {elf(Architecture::i686)})}) == "its name: a.so\n");
  CHECK(of("linux64", {linux_arm}) == "");
  CHECK(of("linux-armv6", {file("a.so", {elf(Architecture::armv7l)})}) == "");
  CHECK(of("linux-musl-x64", {linux_x64}) == "its name: l/x.so\n");
  CHECK(of("linux-musl-x64", {file("a.so", {elf(Architecture::x86_64, Libc::none)})}) == "");
  CHECK(of("linux-gnu-x64", {linux_x64}) == "");
  CHECK(of("linux-x64", {file("a.so", {elf(Architecture::unknown)})}) == "");
  Artifact any = pe(Architecture::any);
  CHECK(of("linux-x64", {file("a.dll", {any})}) == "");
  Artifact object = elf(Architecture::aarch64);
  object.kind = Kind::object;
  CHECK(of("linux-x64", {file("a.o", {object})}) == "");
}

TEST_CASE("a claim is about the files of its own package") {
  const std::vector<Package> packages{claiming("linux-x64"), claiming("darwin-arm64", Ecosystem::java), claiming("")};
  const Bundle bundle = with({linux_arm, mac_arm, linux_x64});
  CHECK(broken(bundle, packages, {0, 1, 2}) == "its name: m/x.so\n");
  CHECK(broken(bundle, packages, {0, 0, 1}) == "its name: m/x.so\nits classifier: l/x.so\n");
  CHECK(broken(bundle, packages, {std::nullopt, 1, 0}) == "");
}

TEST_CASE("an editor's manifest and an archive's name promise a system and a processor") {
  const auto manifest = [](const std::string& content) {
    Bundle bundle = with({linux_arm});
    bundle.metadata["extension.vsixmanifest"] = content;
    return broken(bundle);
  };
  CHECK(manifest("<Identity TargetPlatform=\"win32-x64\"/>") == "its manifest: m/x.so\n");
  CHECK(manifest("<Identity TargetPlatform=\"linux-arm64\"/>") == "");
  CHECK(manifest("<Identity TargetPlatform=\"win32-x64") == "");
  CHECK(manifest("<Identity TargetPlatform=\"win32\"/>") == "");
  CHECK(manifest("<Identity/>") == "");
  const std::string forty = "win32-x64-" + std::string(30, 'a');
  CHECK(manifest("TargetPlatform=\"" + forty + "\"") == "its manifest: m/x.so\n");
  CHECK(manifest("TargetPlatform=\"" + forty + "a\"") == "");
  const auto named = [](const std::string& root, std::uint64_t size = 1, bool image = false) {
    Bundle bundle = with({linux_arm});
    bundle.root = root;
    bundle.archive_size = size;
    bundle.is_image = image;
    return broken(bundle);
  };
  for (const std::string suffix : {".zip", ".tar.gz", ".tgz", ".tar.xz", ".tar.zst", ".tar.bz2", ".tar"}) {
    CAPTURE(suffix);
    CHECK(named("dist/tool_1.2_linux_x86_64" + suffix) == "the archive's name: m/x.so\n");
    CHECK(named("dist/tool_1.2_linux_arm64" + suffix) == "");
  }
  CHECK(named("linux-x64/tool.zip") == "");
  CHECK(named("tool_linux_x86_64.whl") == "");
  CHECK(named("tool_linux_x86_64.zip", 0) == "");
  CHECK(named("tool_linux_x86_64.zip", 1, true) == "");
  CHECK(named("tool_darwin.zip") == "");
  CHECK(named("tool_darwin64.zip") == "the archive's name: m/x.so\n");
}

TEST_CASE("a broken claim warns, unless an error of its files says it already") {
  const Target target = linux_target(Architecture::aarch64);
  CHECK(verdict(target, {linux_arm}, {claiming("linux-x64")}) == "tag-mismatch warning");
  CHECK(verdict(target, {linux_x64}, {claiming("linux-arm64")}) == "wrong-architecture error, tag-mismatch note");
}

TEST_CASE("which modules keep the tags of their wheel") {
  const auto broken_by = [](const std::vector<std::string>& tags, const std::string& path) {
    Package package;
    package.tags = tags;
    return tag_broken_by(read_extension_suffix(path).value(), &package).value_or("");
  };
  const std::string module_12 = "x.cpython-312-x86_64-linux-gnu.so", module_13t = "x.cpython-313t-x86_64-linux-gnu.so";
  CHECK(broken_by({"cp312-cp312-any"}, module_12) == "");
  CHECK(broken_by({"cp311-cp311-any"}, module_12) == "cp311-cp311");
  CHECK(broken_by({"cp311-cp311-any", "cp312-cp312-any"}, module_12) == "");
  CHECK(broken_by({"cp313-cp313t-any"}, module_13t) == "");
  CHECK(broken_by({"cp313-cp313-any"}, module_13t) == "cp313-cp313");
  CHECK(broken_by({"cp312-cp312-any"}, "x.abi3.so") == "");
  CHECK(broken_by({"cp313-cp313t-any"}, "x.abi3.so") == "cp313-cp313t");
  CHECK(broken_by({"cp39-abi3-any"}, "x.abi3.so") == "");
  CHECK(broken_by({"cp39-abi3-any"}, module_12) == "cp39-abi3");
  CHECK(broken_by({"cp312-cp312-any"}, "x.abi3t.so") == "cp312-cp312");
  CHECK(broken_by({"py3-none-any"}, module_12) == "");
  CHECK(broken_by({"cp37-cp37m-any"}, "x.cpython-37m-x86_64-linux-gnu.so") == "");
  CHECK(broken_by({"cp38-cp38m-any"}, "x.cpython-38-x86_64-linux-gnu.so") == "cp38-cp38m");
  CHECK(broken_by({"cp312-cp312-any"}, "x.pypy310-pp73-x86_64-linux-gnu.so") == "");
  CHECK(broken_by({}, module_12) == "");
  CHECK_FALSE(tag_broken_by(read_extension_suffix(module_12).value(), nullptr));
}

TEST_CASE("which wheels are for another Python") {
  const auto another = [](const std::vector<std::string>& tags, const Python& python) {
    Package package;
    package.tags = tags;
    return tag_of_another(&package, python).value_or("");
  };
  const Python python_12{3, 12, false}, threaded{3, 13, true}, old{3, 7, false}, python_8{3, 8, false};
  CHECK(another({"cp312-cp312-any"}, python_12) == "");
  CHECK(another({"cp311-cp311-any"}, python_12) == "cp311-cp311");
  CHECK(another({"cp311.cp312-cp312-any"}, python_12) == "");
  CHECK(another({"cp312-cp311.cp312-any"}, python_12) == "");
  CHECK(another({"cp311-cp311-any", "cp312-cp312-any"}, python_12) == "");
  CHECK(another({"cp311-cp311-any", "cp310-cp310-any"}, python_12) == "cp311-cp311");
  for (const std::string tag : {"py3-none-any", "cp39-abi3-any", "cp315-abi3t-any", "cp39-abi3.none-any"})
    CHECK(another({tag}, python_12) == "");
  CHECK(another({"cp313-cp313t-any"}, threaded) == "");
  CHECK(another({"cp313-cp313-any"}, threaded) == "cp313-cp313");
  CHECK(another({"cp37-cp37m-any"}, old) == "");
  CHECK(another({"cp37-cp37-any"}, old) == "cp37-cp37");
  CHECK(another({"cp38-cp38-any"}, python_8) == "");
  CHECK(another({"cp38-cp38m-any"}, python_8) == "cp38-cp38m");
  CHECK(another({"cp312"}, python_12) == "cp312-");
  CHECK(another({}, python_12) == "");
  CHECK_FALSE(tag_of_another(nullptr, python_12));
}

TEST_CASE("which files are plain modules of Python") {
  const auto is_module = [](const std::string& path, const std::vector<Artifact>& images) {
    const Target target =
        images.front().format == Format::macho ? macos({Architecture::aarch64}) : linux_target(Architecture::x86_64);
    const Entry entry = file(path, images);
    return is_plain_module({entry, target});
  };
  const Artifact image = elf(Architecture::x86_64);
  for (const std::string path : {"a/x.so", "x.so", "_x1.so", "\xC3\xA4.so", "x.pyd"}) CHECK(is_module(path, {image}));
  for (const std::string path :
       {"libx.so", "x.cpython-312-x86_64-linux-gnu.so", "x.abi3.so", ".so", "x-y.so", "x.so.1", "x.dll", "x y.so"})
    CHECK_FALSE(is_module(path, {image}));
  Artifact named = image;
  named.identity = "x.so";
  CHECK(is_module("a/x.so", {named}));
  CHECK_FALSE(is_module("a/y.so", {named}));
  CHECK_FALSE(is_module("a/x.so", {image, [&] {
                                     Artifact program = image;
                                     program.kind = Kind::executable;
                                     return program;
                                   }()}));
  CHECK(is_module("x.so", {macho(Architecture::aarch64)}));
  Artifact dylib = macho(Architecture::aarch64);
  dylib.kind = Kind::library;
  CHECK_FALSE(is_module("x.so", {dylib}));
}
