// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "platlint/target.hpp"
#include "rules/build.hpp"

using namespace platlint;
using namespace platlint::build;

namespace {

Target find(const std::string& name) {
  return find_target(name, [](std::string_view) { return std::string(); });
}

Package tagged(const std::string& tag) {
  Package package;
  package.name = "p";
  package.tags = {tag};
  return package;
}

Artifact needing_glibc(const std::string& version) {
  Artifact image = elf(Architecture::x86_64);
  image.version_needs = {{"libc.so.6", version, false}};
  return image;
}

}  // namespace

TEST_CASE("tag-mismatch: a tag is a platform") {
  const Target new_target = find("manylinux_2_34_x86_64");
  const Package package = tagged("cp312-cp312-manylinux_2_17_x86_64");
  CHECK(verdict(new_target, {file("x.so", {needing_glibc("GLIBC_2.17")})}, {package}) == "");
  // Harmless here, and the deployer cannot change it.
  CHECK(verdict(new_target, {file("x.so", {needing_glibc("GLIBC_2.34")})}, {package}) == "tag-mismatch note");
  SUBCASE("over bytes that do not fit it is the reason, not a second error") {
    const Target old_target = find("manylinux2014_x86_64");
    CHECK(verdict(old_target, {file("x.so", {needing_glibc("GLIBC_2.34")})}, {package}) ==
          "glibc-too-new error, tag-mismatch note");
  }
}

TEST_CASE("tag-mismatch: any") {
  const Target target = find("manylinux2014_x86_64");
  const Package package = tagged("py3-none-any");
  CHECK(verdict(target, {file("x.so", {elf(Architecture::x86_64)})}, {package}) == "tag-mismatch warning");
  CHECK(verdict(find("manylinux2014_aarch64"), {file("x.so", {elf(Architecture::x86_64)})}, {package}) ==
        "wrong-architecture error, tag-mismatch note");
  SUBCASE("programs are started, not imported") {
    Artifact program = elf(Architecture::x86_64);
    program.kind = Kind::executable;
    CHECK(verdict(target, {file("node", {program})}, {package}) == "tag-mismatch note");
    CHECK(verdict(target, {file("node", {program}), file("x.so", {elf(Architecture::x86_64)})}, {package}) ==
          "tag-mismatch warning");
  }
}

TEST_CASE("tag-mismatch: a tag for another processor or system over files that fit was forced in") {
  const Target target = find("manylinux_2_34_x86_64");
  const Entry module = file("x.so", {needing_glibc("GLIBC_2.17")});
  CHECK(verdict(target, {module}, {tagged("cp312-cp312-manylinux2014_aarch64")}) == "tag-mismatch warning");
  CHECK(verdict(target, {module}, {tagged("cp312-cp312-macosx_11_0_x86_64")}) == "tag-mismatch warning");
}

TEST_CASE("tag-mismatch: universal2 with one slice, and a release above the tag's") {
  Artifact image = macho(Architecture::aarch64);
  image.minimum_system = Version{11, 0, 0};
  const Target target = find("macosx_13_0_arm64");
  CHECK(verdict(target, {file("x.so", {image})}, {tagged("cp312-cp312-macosx_10_9_universal2")}) ==
        "tag-mismatch note");
  image.minimum_system = Version{12, 0, 0};
  CHECK(verdict(target, {file("x.so", {image})}, {tagged("cp312-cp312-macosx_11_0_arm64")}) == "tag-mismatch note");
  CHECK(verdict(target, {file("x.so", {image})}, {tagged("cp312-cp312-macosx_12_0_arm64")}) == "");
}

namespace {

/// "a/x.so: what is said" of the rule.
std::string said(const Target& target, const std::vector<std::string>& tags, const std::vector<Entry>& entries,
                 const std::vector<Package>& more = {}, const std::vector<std::optional<std::size_t>>& owners = {}) {
  Package package = tagged("");
  package.tags = tags;
  Bundle bundle;
  bundle.entries = entries;
  Ownership ownership{{package}, owners};
  ownership.packages.insert(ownership.packages.end(), more.begin(), more.end());
  if (owners.empty()) ownership.owner.assign(entries.size(), 0);
  std::string text;
  for (const Finding& finding : checked({bundle, ownership, target})) {
    if (finding.rule == &rule::tag_mismatch) text += (text.empty() ? "" : "\n") + finding.path + ": " + finding.message;
  }
  return text;
}

const std::string manylinux = "cp312-cp312-manylinux_2_17_x86_64";
const Artifact intel = elf(Architecture::x86_64), arm = elf(Architecture::aarch64);

}  // namespace

TEST_CASE("tag-mismatch: what is said of one file, of several, and beside an error") {
  const Target target = find("manylinux_2_34_x86_64");
  const Entry one = file("a/x.so", {needing_glibc("GLIBC_2.34")}), two = file("a/y.so", {needing_glibc("GLIBC_2.28")}),
              fine = file("a/w.so", {intel});
  const std::string start = "a/x.so: its wheel is tagged " + manylinux + ", but needs glibc 2.34, target has 2.17";
  CHECK(said(target, {manylinux}, {one}) == start);
  CHECK(said(target, {manylinux}, {fine, one}) == start);
  CHECK(said(target, {manylinux}, {one, two}) == start + " (2 files)");
  CHECK(said(target, {manylinux}, {fine}).empty());
  CHECK(said(find("manylinux_2_28_x86_64"), {manylinux}, {one}) == start + ": installers believe tags");
  Entry cut = damaged("a/v.so", {Damage::Kind::truncated, "why"});
  CHECK(said(target, {manylinux}, {cut, one}) == start + ": installers believe tags");
  CHECK(said(target, {manylinux}, {cut, fine}).empty());
}

TEST_CASE("tag-mismatch: each tag is a promise, and what is no tag promises nothing") {
  const Target target = find("manylinux_2_34_x86_64");
  const Entry module = file("a/x.so", {needing_glibc("GLIBC_2.34")});
  const std::string newer = "cp312-cp312-manylinux_2_34_x86_64", unknown = "cp312-cp312-plan9_x86";
  const std::string broken = said(target, {manylinux}, {module});
  CHECK(broken.find("a/x.so: its wheel is tagged " + manylinux) == 0);
  CHECK(said(target, {newer}, {module}).empty());
  CHECK(said(target, {newer, manylinux}, {module}) == broken);
  CHECK(said(target, {manylinux, newer}, {module}) == broken);
  CHECK(said(target, {unknown}, {module}).empty());
  CHECK(said(target, {unknown, manylinux}, {module}) == broken);
  CHECK(said(target, {}, {module}).empty());
  CHECK(said(target, {manylinux, "cp312-cp312-manylinux_2_12_x86_64"}, {module}).find("manylinux_2_17") !=
        std::string::npos);
}

TEST_CASE("tag-mismatch: files for several platforms may run anywhere, files for one may not") {
  const Target target = find("manylinux_2_34_x86_64");
  const std::string any = "py3-none-any";
  const Entry linux_x64 = file("a/x.so", {intel}), linux_arm = file("a/y.so", {arm}),
              mac = file("a/z.dylib", {macho(Architecture::x86_64)}), second = file("a/w.so", {intel});
  const std::string start = ": its wheel is tagged py3-none-any, but it holds ELF x86_64 (glibc)";
  CHECK(said(target, {any}, {linux_x64}) == "a/x.so" + start);
  CHECK(said(target, {any}, {second, linux_x64}) == "a/w.so" + start + " (2 files)");
  CHECK(said(target, {any}, {linux_x64, linux_arm}).empty());
  CHECK(said(target, {any}, {linux_x64, mac}).empty());
  CHECK(said(target, {any}, {file("a/readme", {})}).empty());
}

TEST_CASE("tag-mismatch: each package is judged by its own tags and files") {
  const Target target = find("manylinux_2_34_x86_64");
  const Entry module = file("a/x.so", {needing_glibc("GLIBC_2.34")}), fine = file("b/x.so", {intel});
  const Package other = tagged("cp312-cp312-manylinux_2_5_x86_64"), untagged = Package{};
  const auto start = [](const std::string& path, const std::string& tag) {
    return path + ": its wheel is tagged " + tag;
  };
  CHECK(said(target, {manylinux}, {fine, module}, {other}, {0, 1}).find(start("a/x.so", other.tags[0])) == 0);
  CHECK(said(target, {manylinux}, {fine, module}, {other}, {1, 0}).find(start("a/x.so", manylinux)) == 0);
  CHECK(said(target, {manylinux}, {fine, module}, {untagged}, {0, 1}).empty());
  CHECK(said(target, {manylinux}, {module, fine}, {untagged}, {1, 0}).empty());
  CHECK(said(target, {manylinux}, {file("r", {}), fine, module}, {other}, {std::nullopt, 0, 0})
            .find(start("a/x.so", manylinux)) == 0);
}

TEST_CASE("tag-mismatch: which other machine makes it a warning") {
  const Target target = find("manylinux_2_34_x86_64");
  const auto judged = [&](const std::string& platform) {
    return verdict(target, {file("x.so", {needing_glibc("GLIBC_2.17")})}, {tagged("cp312-cp312-" + platform)});
  };
  CHECK(judged("manylinux_2_12_x86_64") == "tag-mismatch note");
  CHECK(judged("musllinux_1_2_x86_64") == "");
  CHECK(judged("linux_x86_64") == "");
  CHECK(judged("manylinux2014_s390x") == "tag-mismatch warning");
  CHECK(judged("win_amd64") == "tag-mismatch warning");
  CHECK(judged("android_24_x86_64") == "tag-mismatch warning");
}
