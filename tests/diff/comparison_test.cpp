// SPDX-License-Identifier: Apache-2.0
#include "diff/comparison.hpp"

#include <doctest/doctest.h>

#include <sstream>
#include <string>

#include "diff/documents.hpp"
#include "platlint/error.hpp"

using namespace platlint;
using namespace platlint::diff;

namespace {

File file(const std::string& path, Format format = Format::elf, System system = System::linux,
          Architecture architecture = Architecture::x86_64) {
  File result;
  result.path = path;
  result.package = 0;
  result.size = 1000;
  result.image.format = format;
  result.image.kind = Kind::library;
  result.image.architecture = architecture;
  result.image.system = system;
  return result;
}

File mac_file(const std::string& path) {
  return file(path, Format::macho, System::macos, Architecture::aarch64);
}

File needing(File of, const std::string& library, const std::string& version = {}) {
  of.image.libraries.push_back({library, false});
  if (!version.empty()) of.image.version_needs.push_back({library, version, false});
  return of;
}

Inventory inventory(const std::vector<File>& files, const std::string& version = "1.0") {
  Inventory result;
  result.name = "x-" + version;
  result.packages = {{"python", "x", version, {}}};
  result.files = files;
  return result;
}

Inventory judged(const std::vector<File>& files, const std::vector<ReportedFinding>& findings = {}) {
  Inventory result = inventory(files);
  result.target = Target();
  result.target->name = "x86_64-manylinux2014";
  result.target->architectures = {Architecture::x86_64};
  result.target->libc = Libc::glibc;
  result.findings = findings;
  return result;
}

ReportedFinding told(const std::string& rule, const std::string& path, Severity severity = Severity::error) {
  return {rule, severity, "it does not fit", path, {}, "x", {}};
}

using Reasons = std::vector<Worse>;

}  // namespace

TEST_CASE("a bundle is no change of itself") {
  const Inventory one = inventory({needing(file("a.so"), "libc.so.6", "GLIBC_2.17"), mac_file("b.so")});
  const Comparison same = compare(one, one);
  CHECK(same.worse.empty());
  CHECK(same.packages.empty());
  CHECK(same.needs.empty());
  CHECK(same.floors.empty());
  CHECK(same.pythons.empty());
  CHECK(same.foreign.empty());
  CHECK(same.before == same.after);
  CHECK(compare(Inventory(), Inventory()).worse.empty());
}

TEST_CASE("packages are those with native files, by their normalised names") {
  Inventory before = inventory({file("a.so"), file("b.so")});
  before.packages[0].name = "Foo_Bar";
  Inventory after = inventory({file("a.so")}, "2.0");
  after.packages[0].name = "foo-bar";
  after.packages.push_back({"python", "pure", "1.0", {}});
  after.files.push_back(file("nobody.so"));
  after.files.back().package.reset();
  const Comparison change = compare(before, after);
  REQUIRE(change.packages.size() == 2);
  CHECK(change.packages[0].name.empty());
  CHECK(!change.packages[0].before);
  CHECK(change.packages[1].before == Holding{{"1.0"}, 2, 2000});
  CHECK(change.packages[1].after == Holding{{"2.0"}, 1, 1000});
  CHECK(change.worse.empty());
}

TEST_CASE("the bytes of a fat file count once") {
  const File slice = mac_file("a.dylib");
  File other = slice;
  other.image.architecture = Architecture::x86_64;
  const Comparison change = compare(inventory({}), inventory({slice, other}));
  CHECK(change.after == Holding{{}, 1, 1000});
}

TEST_CASE("a higher floor is worse, a lower one is not") {
  const auto at = [](const std::string& version) {
    return inventory({needing(file("a.so"), "libc.so.6", "GLIBC_" + version)});
  };
  const Comparison up = compare(at("2.9"), at("2.17"));
  REQUIRE(up.floors.size() == 1);
  CHECK(up.floors[0].platform == "linux x86_64");
  CHECK(up.floors[0].what == "glibc");
  CHECK(up.floors[0].is_higher());
  CHECK(up.worse == Reasons{Worse::floor_higher});
  const Comparison down = compare(at("2.17"), at("2.9"));
  CHECK(!down.floors.at(0).is_higher());
  CHECK(down.worse.empty());
  CHECK(compare(at("2.17"), at("PRIVATE")).worse.empty());
}

TEST_CASE("the first need of a version is worse where no known platform tells") {
  Inventory before = inventory({file("a.so")});
  Inventory after = inventory({needing(file("a.so"), "libstdc++.so.6", "GLIBCXX_3.4")});
  CHECK(compare(before, after).worse == Reasons{Worse::floor_higher});
  before.is_tried = after.is_tried = true;
  CHECK(compare(before, after).floors.size() == 1);
  CHECK(compare(before, after).worse.empty());
}

TEST_CASE("the floor is that of the highest file, and of each platform its own") {
  File old_mac = mac_file("m.so");
  old_mac.image.minimum_system = Version{11, 0, 0};
  File new_mac = old_mac;
  new_mac.image.minimum_system = Version{14, 0, 0};
  const File a = needing(file("a.so"), "libc.so.6", "GLIBC_2.34");
  const File b = needing(file("b.so"), "libc.so.6", "GLIBC_2.17");
  const Comparison change = compare(inventory({a, b, old_mac}), inventory({b, a, new_mac}));
  REQUIRE(change.floors.size() == 1);
  CHECK(change.floors[0].platform == "macos aarch64");
  CHECK(change.floors[0].path == "m.so");
}

TEST_CASE("what the bundle holds itself is neither need nor floor") {
  File own = file("x.libs/libssl-1a2b.so.3");
  own.image.identity = "libssl-1a2b.so.3";
  const File user = needing(file("a.so"), "libssl-1a2b.so.3", "OPENSSL_3.2.0");
  const Comparison change = compare(inventory({file("a.so")}), inventory({user, own}));
  CHECK(change.needs.empty());
  CHECK(change.floors.empty());
  CHECK(change.worse.empty());
  const Comparison lost = compare(inventory({user, own}), inventory({user}));
  REQUIRE(lost.needs.size() == 1);
  CHECK(lost.needs[0].is_new);
  CHECK(lost.worse == Reasons{Worse::floor_higher, Worse::library_needed});
}

TEST_CASE("a library is worse to need where not every system has it") {
  const Inventory before = inventory({file("a.so"), mac_file("m.so")});
  CHECK(compare(before, inventory({needing(file("a.so"), "libm.so.6"), mac_file("m.so")})).worse.empty());
  CHECK(compare(before, inventory({needing(file("a.so"), "libGLEW.so.2.2"), mac_file("m.so")})).worse ==
        Reasons{Worse::library_needed});
  CHECK(compare(before, inventory({file("a.so"), needing(mac_file("m.so"), "/usr/lib/libz.1.dylib")})).worse.empty());
  CHECK(compare(before, inventory({file("a.so"), needing(mac_file("m.so"), "/opt/homebrew/lib/libz.dylib")})).worse ==
        Reasons{Worse::library_needed});
}

TEST_CASE("a file for a platform that was not served before asks nothing of those that were") {
  const File added = needing(mac_file("m.so"), "/opt/lib/x.dylib");
  const Comparison change = compare(inventory({file("a.so")}), inventory({file("a.so"), added}));
  CHECK(change.needs.size() == 1);
  CHECK(change.worse.empty());
}

TEST_CASE("Windows compares names of libraries without case") {
  const auto at = [](const std::string& library) {
    return inventory({needing(file("a.pyd", Format::pe, System::windows), library)});
  };
  CHECK(compare(at("KERNEL32.dll"), at("kernel32.DLL")).needs.empty());
}

TEST_CASE("another Python is worse, and the stable ABI is not") {
  const Inventory old = inventory({file("a.cpython-312-x86_64-linux-gnu.so")});
  const Comparison change = compare(old, inventory({file("a.cpython-313-x86_64-linux-gnu.so")}));
  REQUIRE(change.pythons.size() == 2);
  CHECK(change.pythons[0].python == "CPython 3.12");
  CHECK(!change.pythons[0].is_new);
  CHECK(change.worse == Reasons{Worse::python_lost});
  CHECK(compare(old, inventory({file("a.abi3.so")})).worse.empty());
  CHECK(compare(old, inventory({})).worse.empty());
  CHECK(compare(inventory({file("a.abi3.so")}), old).worse == Reasons{Worse::python_lost});
}

TEST_CASE("the least CPython of the stable ABI is that of the tags") {
  const auto tagged = [](const std::vector<std::string>& tags) {
    Inventory result = inventory({file("a.abi3.so")});
    result.packages[0].tags = tags;
    return result;
  };
  const Inventory old = tagged({"cp37-abi3-manylinux_2_17_x86_64"});
  CHECK(compare(old, tagged({"cp311-abi3-manylinux_2_17_x86_64"})).worse == Reasons{Worse::floor_higher});
  CHECK(compare(tagged({}), old).worse.empty());
  for (const char* const odd : {"", "cp-abi3-x", "cpx-abi3-x", "cp3-abi3-x", "cp3.7-abi3-x", "cp399999999-abi3-x"}) {
    CAPTURE(odd);
    CHECK(compare(old, tagged({odd})).floors.size() == 1);
  }
}

TEST_CASE("without a target a stranger is new where its package had none for that platform") {
  Inventory before = inventory({file("a.so"), mac_file("old.so")});
  before.strangers = {"old.so"};
  Inventory after = inventory({file("a.so"), mac_file("renamed.so")});
  after.strangers = {"renamed.so"};
  CHECK(compare(before, after).foreign.empty());
  after.files.push_back(file("w.dll", Format::pe, System::windows));
  after.strangers.emplace_back("w.dll");
  const Comparison change = compare(before, after);
  REQUIRE(change.foreign.size() == 1);
  CHECK(change.foreign[0].path == "w.dll");
  CHECK(change.worse == Reasons{Worse::foreign_file});
}

TEST_CASE("with a target the judge decides what is worse") {
  const Inventory before = judged({needing(file("a.so"), "libc.so.6", "GLIBC_2.4")});
  Inventory after = judged({needing(file("a.so"), "libc.so.6", "GLIBC_2.17"), mac_file("m.so")});
  const Comparison fits = compare(before, after);
  CHECK(fits.floors.size() == 1);
  CHECK(fits.foreign.size() == 1);
  CHECK(fits.worse.empty());
  after.findings = {told("wrong-format", "m.so")};
  CHECK(compare(before, after).worse == Reasons{Worse::new_error});
  after.findings[0].severity = Severity::warning;
  CHECK(compare(before, after).worse.empty());
  CHECK(compare(before, after, Severity::warning).worse == Reasons{Worse::new_warning});
  after.findings[0].severity = Severity::note;
  CHECK(compare(before, after, Severity::warning).worse.empty());
}

TEST_CASE("a finding moves with its file, and one more is one more") {
  const Inventory before = judged({}, {told("glibc-too-new", "x.libs/liba-1a2b.so"), told("missing-library", "b.so")});
  Inventory after = judged({}, {told("glibc-too-new", "x.libs/liba-3c4d.so")});
  const Comparison moved = compare(before, after);
  REQUIRE(moved.findings.size() == 1);
  CHECK(!moved.findings[0].is_new);
  CHECK(moved.worse.empty());
  after.findings.push_back(told("glibc-too-new", "x.libs/libb.so"));
  CHECK(compare(before, after).worse == Reasons{Worse::new_error});
  Inventory graver = before;
  graver.findings[1].expected = "another library";
  CHECK(compare(before, graver).worse == Reasons{Worse::new_error});
}

TEST_CASE("reports for two platforms are not compared") {
  Inventory other = judged({});
  other.python = "3.12";
  CHECK_THROWS_AS(compare(judged({}), other), Error);
  CHECK(compare(judged({}), inventory({})).findings.empty());
}

TEST_CASE("beside a report without a target nothing is foreign") {
  CHECK(compare(inventory({}), judged({mac_file("m.so")})).foreign.empty());
}

TEST_CASE("a known platform that is lost is worse") {
  Inventory before = inventory({file("a.so")});
  before.is_tried = true;
  before.fits = {"linux-x64", "debian:12"};
  Inventory after = before;
  after.fits = {"debian:13", "debian:12"};
  const Comparison change = compare(before, after);
  CHECK(change.platforms_lost == std::vector<std::string>{"linux-x64"});
  CHECK(change.platforms_gained == std::vector<std::string>{"debian:13"});
  CHECK(change.worse == Reasons{Worse::platform_lost});
  CHECK(compare(before, inventory({})).worse.empty());  // without native files it fits everywhere
  CHECK(compare(inventory({}), before).worse == Reasons{Worse::platform_lost});
  before.is_everywhere = true;
  CHECK(compare(inventory({}), before).worse.empty());
}

TEST_CASE("what was not read is said, in each form") {
  Inventory after = inventory({needing(file("\x1b[31m`|<b>.so"), "libodd.so", "ODD_1.0")});
  after.complete = false;
  const Comparison change = compare(inventory({file("a.so")}), after);
  CHECK(!change.complete);
  std::ostringstream text, markdown, json;
  write_text(text, change, false);
  write_markdown(markdown, change, false);
  write_json(json, change);
  CHECK(text.str().find("; not all was read") != std::string::npos);
  CHECK(text.str().find('\x1b') == std::string::npos);
  CHECK(markdown.str().find("; not all was read") != std::string::npos);
  CHECK(markdown.str().find("`` \\x1b[31m`\\|<b>.so ``") != std::string::npos);
  CHECK(json.str().find("\"complete\": false") != std::string::npos);
}
