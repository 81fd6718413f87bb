// SPDX-License-Identifier: Apache-2.0
// A rule asks each image of a file: one that is fine before it hides nothing, and two are said twice or once.
#include <doctest/doctest.h>

#include <functional>
#include <string>
#include <vector>

#include "rules/build.hpp"

using namespace platlint;
using namespace platlint::build;

namespace {

struct Row {
  const char* said;
  Target target;
  Artifact fine;
  std::function<void(Artifact&)> spoil;
  bool once = false;  // whatever the number of images
};

Target released(Target target, const Version& oldest) {
  target.system_version = oldest;
  return target;
}

Target android(int level) {
  Target target = released(linux_target(Architecture::aarch64, Libc::bionic), {level, 0, 0});
  target.system = System::android;
  return target;
}

Target with_glibc(const Version& version) {
  Target target = linux_target(Architecture::x86_64);
  target.libc_version = version;
  return target;
}

Target on_arm(std::uint8_t version) {
  Target target = linux_target(Architecture::armv7l);
  target.arm_version = version;
  return target;
}

const Artifact intel = elf(Architecture::x86_64), bionic = elf(Architecture::aarch64, Libc::bionic);

const Row rows[] = {
    {"os-too-new error", released(macos({Architecture::aarch64}), {12, 0, 0}), macho(Architecture::aarch64),
     [](Artifact& image) {
       image.minimum_system = Version{13, 0, 0};
     }},
    {"os-too-new error", windows(Architecture::x86_64), pe(Architecture::x86_64),
     [](Artifact& image) {
       image.minimum_system = Version{10, 1, 0};
     }},
    {"os-too-new warning", android(24), bionic,
     [](Artifact& image) {
       image.minimum_system = Version{25, 0, 0};
     }},
    {"cpu-too-new error", linux_target(Architecture::x86_64), intel, [](Artifact& image) { image.x86_level = 3; }},
    {"cpu-too-new error", on_arm(6), elf(Architecture::armv7l), [](Artifact& image) { image.arm_version = 7; }},
    {"small-page-alignment error", android(35), bionic, [](Artifact& image) { image.page_size = 0x1000; }},
    {"executable-stack error", with_glibc({2, 41, 0}), intel, [](Artifact& image) { image.executable_stack = true; }},
    {"executable-stack note", with_glibc({2, 40, 0}), intel, [](Artifact& image) { image.executable_stack = true; }},
    {"text-relocations error", android(23), bionic, [](Artifact& image) { image.text_relocations = true; }},
    {"text-relocations warning", linux_target(Architecture::x86_64, Libc::musl), elf(Architecture::x86_64, Libc::musl),
     [](Artifact& image) { image.text_relocations = true; }},
    {"invalid-code-signature error", macos({Architecture::aarch64}), macho(Architecture::aarch64),
     [](Artifact& image) { image.changed_page = 0x4000; }},
    {"foreign-search-path note", linux_target(Architecture::x86_64), intel,
     [](Artifact& image) {
       image.rpath = {"$ORIGIN", "/usr/lib", "/home/me/lib"};
     },
     true},
    {"missing-library error", with_glibc({2, 17, 0}), intel,
     [](Artifact& image) {
       image.libraries.push_back({"libpq.so.5", false});
     }},
    {"wrong-libc error", linux_target(Architecture::x86_64), intel,
     [](Artifact& image) {
       image.libc = Libc::musl;
       image.libraries = {{"libc.musl-x86_64.so.1", false}};
     }},
};

}  // namespace

TEST_CASE("a rule asks each image of a file") {
  for (const Row& row : rows) {
    CAPTURE(row.said);
    Artifact bad = row.fine;
    row.spoil(bad);
    const std::string said = row.said, twice = row.once ? said : said + ", " + said;
    const auto judged = [&](const std::vector<Artifact>& images) { return verdict(row.target, {file("a/x", images)}); };
    CHECK(judged({row.fine}) == "");
    CHECK(judged({bad}) == said);
    CHECK(judged({row.fine, bad}) == said);
    CHECK(judged({bad, row.fine}) == said);
    CHECK(judged({bad, bad}) == twice);
    CHECK(verdict(row.target, {file("a/w", {row.fine}), file("a/x", {bad})}) == said);
  }
}

TEST_CASE("each edge of a version that a rule knows") {
  const auto stack = [](std::optional<Version> version, Kind kind = Kind::library, Libc libc = Libc::glibc) {
    Target target = linux_target(Architecture::x86_64, libc);
    target.libc_version = version;
    Artifact image = elf(Architecture::x86_64, libc);
    image.executable_stack = true;
    image.kind = kind;
    return verdict(target, {file("a/x", {image})});
  };
  CHECK(stack(Version{2, 41, 0}) == "executable-stack error");
  CHECK(stack(Version{2, 42, 0}) == "executable-stack error");
  CHECK(stack(Version{2, 40, 0}) == "executable-stack note");
  CHECK(stack(std::nullopt) == "executable-stack note");
  CHECK(stack(Version{2, 41, 0}, Kind::executable) == "");
  CHECK(stack(Version{1, 2, 5}, Kind::library, Libc::musl) == "");
  const auto relocations = [](std::optional<int> level) {
    Target target = android(22);
    target.system_version = level ? std::optional(Version{*level, 0, 0}) : std::nullopt;
    Artifact image = bionic;
    image.text_relocations = true;
    return verdict(target, {file("a/x", {image})});
  };
  CHECK(relocations(22) == "");
  CHECK(relocations(23) == "text-relocations error");
  CHECK(relocations(24) == "text-relocations error");
  CHECK(relocations(std::nullopt) == "text-relocations error");
  Artifact image = intel;
  image.text_relocations = true;
  CHECK(verdict(linux_target(Architecture::x86_64), {file("a/x", {image})}) == "");
}

TEST_CASE("each directory of a build machine, in the RPATH or in the RUNPATH") {
  const auto searching = [](const std::string& path, bool runpath) {
    Artifact image = intel;
    (runpath ? image.runpath : image.rpath) = {path};
    return verdict(linux_target(Architecture::x86_64), {file("a/x", {image})});
  };
  for (const bool runpath : {false, true}) {
    for (const std::string path : {"/home/me", "/Users/me", "/root/x", "/tmp/x", "/private/x", "/build/x",
                                   "/opt/homebrew/lib", "/usr/local/Cellar/x"})
      CHECK(searching(path, runpath) == "foreign-search-path note");
    for (const std::string path : {"/home", "/usr/lib", "$ORIGIN/home/", "home/me", "/opt/x", "/usr/local/lib"})
      CHECK(searching(path, runpath) == "");
  }
}
