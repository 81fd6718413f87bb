// SPDX-License-Identifier: Apache-2.0
#include "alternatives/helpers.hpp"

#include <doctest/doctest.h>

#include <string>

#include "rules/build.hpp"

using namespace platlint;
using namespace platlint::build;

namespace {

Artifact started(Artifact image) {
  image.kind = Kind::executable;
  return image;
}

Package node_package(const std::string& name) {
  Package package;
  package.name = name;
  package.ecosystem = Ecosystem::node;
  package.path = "node_modules/" + name;
  return package;
}

const Target linux_x64 = linux_target(Architecture::x86_64);
const Artifact program = started(pe(Architecture::x86_64));

}  // namespace

TEST_CASE("a helper is a program for Windows that is not named after its package") {
  const Package ssh = node_package("ssh2");
  const auto is_one = [&](const std::string& name, const Artifact& image, const Package* package) {
    const Entry entry = file("node_modules/ssh2/util/" + name, {image});
    return is_helper({entry, linux_x64, package});
  };
  CHECK(is_one("agent.exe", program, &ssh));
  CHECK_FALSE(is_one("agent.exe", program, nullptr));
  CHECK_FALSE(is_one("agent.exe", pe(Architecture::x86_64), &ssh));
  CHECK_FALSE(is_one("agent", started(elf(Architecture::x86_64)), &ssh));
  CHECK_FALSE(is_one("ssh2.exe", program, &ssh));
  CHECK_FALSE(is_one("SSH-2.exe", program, &ssh));
  CHECK_FALSE(is_one("agent.dll", pe(Architecture::x86_64), &ssh));
}

TEST_CASE("a file has the name of its package if its letters are among the package's") {
  const Package cli = node_package("@sentry/Cli-2");
  const auto is_one = [](const std::string& path, const Package* package) {
    const Entry entry = file(path, {program});
    return is_named_after({entry, linux_x64, package});
  };
  for (const char* path : {"bin/sentry-cli.exe", "cli", "SENTRY_CLI.x.y", "i2"}) CHECK(is_one(path, &cli));
  for (const char* path : {"cli/sentrx", "cli3", "sentrycli2x"}) CHECK_FALSE(is_one(path, &cli));
  CHECK_FALSE(is_one("cli", nullptr));
}

TEST_CASE("a file for Bare lies beside one for Node with its name") {
  Bundle bundle;
  for (const char* path : {"a/x.bare", "a/x.node", "a/y.bare", "a/y.node2", "a/z.bare", "b/z.node", "q.bare"})
    bundle.entries.push_back(file(path, {elf(Architecture::x86_64)}));
  CHECK(is_for_bare(bundle, 0));
  for (std::size_t i = 1; i < bundle.entries.size(); ++i) CHECK_FALSE(is_for_bare(bundle, i));
}

TEST_CASE("beside a program is in its directory, and not above or below it") {
  Bundle bundle;
  for (const char* path : {"a/lib.dll", "a/sub/tool", "b/a.dll", "b/tool", "c/x.dll", "d.dll"})
    bundle.entries.push_back(
        file(path, {std::string_view(path).ends_with("tool") ? program : pe(Architecture::x86_64)}));
  const Ownership ownership{{}, std::vector<std::optional<std::size_t>>(bundle.entries.size())};
  const WholeBundle whole{bundle, ownership, linux_x64};
  std::string found;
  for (std::size_t i = 0; i < bundle.entries.size(); ++i) found += lies_beside_program(whole, i) ? "1" : "0";
  CHECK(found == "011100");
  bundle.entries.push_back(file("tool", {program}));
  CHECK(lies_beside_program({bundle, {{}, std::vector<std::optional<std::size_t>>(7)}, linux_x64}, 5));
}

TEST_CASE("a module is for the target's own Python by its suffix") {
  const auto is_one = [](const std::string& path, const Target& target) {
    const Entry entry = file(path, {elf(Architecture::x86_64)});
    return is_for_own_python({entry, target});
  };
  const Target python = with_python(linux_x64, 12);
  CHECK(is_one("a.cpython-312-x86_64-linux-gnu.so", python));
  CHECK_FALSE(is_one("a.cpython-311-x86_64-linux-gnu.so", python));
  CHECK_FALSE(is_one("a.cpython-312-x86_64-linux-gnu.so", linux_x64));
  CHECK_FALSE(is_one("a.so", python));
  CHECK_FALSE(is_one("a.so", linux_x64));
  CHECK_FALSE(is_one("a.abi3.so", linux_x64));
}

TEST_CASE("a program in a directory of fallbacks is one") {
  const Package package = node_package("a");
  const auto is_one = [&](const std::string& path, const Artifact& image, const Package* owner) {
    const Entry entry = file(path, {image});
    return is_fallback({entry, linux_x64, owner});
  };
  CHECK(is_one("node_modules/a/fallback/tool.exe", program, &package));
  CHECK(is_one("node_modules/a/fallbacks/x/tool.exe", program, &package));
  CHECK_FALSE(is_one("node_modules/a/tool.exe", program, &package));
  CHECK_FALSE(is_one("node_modules/a/fallback/x.dll", pe(Architecture::x86_64), &package));
  CHECK_FALSE(is_one("node_modules/a/fallback/tool.exe", program, nullptr));
  CHECK_FALSE(is_one("node_modules/a/falls/tool.exe", program, &package));
  Package below = package;
  below.path = "fallback/node_modules/a";
  CHECK_FALSE(is_one("fallback/node_modules/a/tool.exe", program, &below));
}

TEST_CASE("Apple silicon translates programs for Intel, and nothing else") {
  const Artifact intel = started(macho(Architecture::x86_64)), arm = started(macho(Architecture::aarch64));
  const auto is_one = [](const std::vector<Artifact>& images, const Target& target) {
    const Entry entry = file("bin/tool", images);
    return is_translated({entry, target});
  };
  const Target silicon = macos({Architecture::aarch64});
  CHECK(is_one({intel}, silicon));
  CHECK_FALSE(is_one({arm}, silicon));
  CHECK_FALSE(is_one({intel, arm}, silicon));
  CHECK_FALSE(is_one({macho(Architecture::x86_64)}, silicon));
  CHECK_FALSE(is_one({intel}, macos({Architecture::x86_64})));
  CHECK_FALSE(is_one({intel}, macos({Architecture::x86_64, Architecture::aarch64})));
  CHECK_FALSE(is_one({intel}, linux_x64));
  CHECK_FALSE(is_one({program}, silicon));
}
