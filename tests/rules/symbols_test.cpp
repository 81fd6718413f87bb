// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "rules/build.hpp"

using namespace platlint;
using namespace platlint::build;

namespace {

Symbols symbols(const std::vector<std::string>& imports, const std::vector<std::string>& exports = {}) {
  Symbols result;
  for (const std::string& import : imports) result.imports.push_back({import, ""});
  for (const std::string& name : exports) result.exports.push_back(symbol_hash(name));
  std::sort(result.exports.begin(), result.exports.end());
  return result;
}

/// A module that takes these symbols, and what it is linked to.
Entry module_file(const std::string& path, const std::vector<std::string>& imports, Kind kind = Kind::library) {
  Artifact image = elf(Architecture::x86_64);
  image.kind = kind;
  image.libraries.push_back({"libmine.so", false});
  image.rpath = {"$ORIGIN"};
  image.symbols = symbols(imports);
  return file(path, {image});
}

Entry library(const std::vector<std::string>& exports) {
  Artifact image = elf(Architecture::x86_64);
  image.identity = "libmine.so";
  image.symbols = symbols({}, exports);
  return file("p/libmine.so", {image});
}

Package of(Ecosystem ecosystem) {
  Package package;
  package.name = "p";
  package.ecosystem = ecosystem;
  return package;
}

const Target target = linux_target(Architecture::x86_64);
const std::string error = "undefined-symbol error";

}  // namespace

TEST_CASE("undefined-symbol: what nobody has, in a file that binds at once") {
  const Entry lacking = library({"mine_open"});
  CHECK(verdict(target, {module_file("p/x.so", {"mine_open"}), lacking}) == "");
  CHECK(verdict(target, {module_file("p/x.so", {"mine_close"}), lacking}) == error);
  CHECK(verdict(target, {module_file("p/x.so", {"mine_open", "mine_close"}), lacking}) == error);
  CHECK(verdict(target, {module_file("p/x.so", {"mine_close", "mine_other"}), lacking}) == error);
  CHECK(verdict(target, {module_file("p/x.so", {"mine_close"}), module_file("p/y.so", {"mine_other"}), lacking}) ==
        error + ", " + error);
  CHECK(verdict(target, {module_file("p/x.so", {"malloc", "PyList_New"}), lacking}) == "");
  CHECK(verdict(target, {module_file("p/x.so", {"mine_close"}, Kind::executable), lacking}) == "");
  CHECK(verdict(target, {module_file("p/x.so", {"mine_close"}), lacking}, {of(Ecosystem::python)}) == error);
  for (const Ecosystem ecosystem : {Ecosystem::node, Ecosystem::java, Ecosystem::ruby})
    CHECK(verdict(target, {module_file("p/x.so", {"mine_close"}), lacking}, {of(ecosystem)}) == "");
  CHECK(verdict(target, {module_file("p/x.node", {"mine_close"}), lacking}) == "");
  const std::string in_jar = verdict(target, {module_file("a.jar!/p/x.so", {"mine_close"}), lacking});
  CHECK(in_jar.find("undefined-symbol") == std::string::npos);
}

TEST_CASE("undefined-symbol: what is not known is not said") {
  Entry unread = library({});
  unread.artifacts[0].symbols = std::nullopt;
  CHECK(verdict(target, {module_file("p/x.so", {"mine_close"}), unread}) == "");
  Artifact bare = elf(Architecture::x86_64);
  CHECK(verdict(target, {file("p/x.so", {bare})}) == "");
}

TEST_CASE("undefined-symbol: the message names the first, who lacks it, and how many more there are") {
  const auto message = [](const std::vector<std::string>& imports) {
    Bundle bundle;
    bundle.entries = {module_file("p/x.so", imports), library({"mine_open"})};
    std::swap(bundle.entries[0], bundle.entries[1]);
    const Ownership ownership{{}, std::vector<std::optional<std::size_t>>(2)};
    const Findings findings = checked({bundle, ownership, target});
    REQUIRE(findings.size() == 1);
    return findings[0].message;
  };
  CHECK(message({"mine_close"}) == "needs the symbol mine_close, which libmine.so of the bundle does not have");
  CHECK(message({"mine_close", "mine_other"}) ==
        "needs the symbol mine_close and 1 more, which libmine.so of the bundle does not have");
  CHECK(message({"_ZN4mine4openEv"}) ==
        "needs the symbol mine::open() (_ZN4mine4openEv), which libmine.so of the bundle does not have");
}
