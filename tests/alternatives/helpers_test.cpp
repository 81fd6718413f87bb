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
