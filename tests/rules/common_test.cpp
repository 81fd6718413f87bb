// SPDX-License-Identifier: Apache-2.0
// Where a finding is placed, and which findings another root of the deployment hides.
#include "rules/common.hpp"

#include <doctest/doctest.h>

#include <string>

#include "rules/build.hpp"

using namespace platlint;
using namespace platlint::build;

namespace {

std::string placed_as(const Rule& rule, Severity severity, const std::string& path = "lib/x.so") {
  Bundle own, above;
  own.entries = {file(path, {elf(Architecture::x86_64)})};
  above.root = "above";
  above.entries = {file("lib/x.so", {elf(Architecture::x86_64)})};
  const Ownership ownership{{Package{}}, {0}}, nobody{{}, {std::nullopt}};
  const Target target = linux_target(Architecture::x86_64);
  WholeBundle whole{own, ownership, target, Role::layer};
  whole.above.push_back({above, nobody, Role::layer});
  const Finding found = placed(finding(rule, severity, "said", "x", "y"), whole, 0);
  CHECK(found.path == path);
  CHECK(found.package == std::size_t{0});
  CHECK(found.hidden_by == (found.message == "said" ? "" : "above"));
  CHECK(found.unhidden == (found.message == "said" ? Severity::note : severity));
  return std::string(name(found.severity)) + " " + found.message;
}

}  // namespace

TEST_CASE("what another root hides is a note, unless it was one or the file may be anything") {
  const std::string hidden = "note said; not loaded, above hides it";
  CHECK(placed_as(rule::executable_stack, Severity::error) == hidden);
  CHECK(placed_as(rule::executable_stack, Severity::warning) == hidden);
  CHECK(placed_as(rule::executable_stack, Severity::note) == "note said");
  CHECK(placed_as(rule::wrong_format, Severity::error) == hidden);
  CHECK(placed_as(rule::not_a_binary, Severity::error) == hidden);
  CHECK(placed_as(rule::bundle_too_large, Severity::error) == "error said");
  CHECK(placed_as(rule::truncated_artifact, Severity::error) == "error said");
  CHECK(placed_as(rule::unopened_archive, Severity::warning) == "warning said");
  CHECK(placed_as(rule::executable_stack, Severity::error, "lib/y.so") == "error said");
}

TEST_CASE("rules have something to say of images, damage, links that leave and archives") {
  Entry entry;
  CHECK_FALSE(concerns_rules(entry));
  CHECK(concerns_rules(file("x", {elf(Architecture::x86_64)})));
  CHECK(concerns_rules(damaged("x", {Damage::Kind::truncated, "why"})));
  Entry leaving = entry, archive = entry;
  leaving.leaves_root = true;
  archive.unopened = "a tar archive";
  CHECK(concerns_rules(leaving));
  CHECK(concerns_rules(archive));
}

TEST_CASE("the slice is said of files that have several") {
  const Target target = macos({Architecture::aarch64});
  const auto slice = [&](const std::vector<Artifact>& images) {
    const Entry entry = file("x", images);
    return of_image(finding(rule::os_too_new, Severity::error, "", "", ""), {entry, target}, entry.artifacts[0]).slice;
  };
  CHECK(slice({macho(Architecture::aarch64)}).empty());
  CHECK(slice({macho(Architecture::aarch64), macho(Architecture::x86_64)}) == "arm64");
}
