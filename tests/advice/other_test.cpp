// SPDX-License-Identifier: Apache-2.0
// What is done without an installer's arguments: each row of the tables, and each side of each condition.
#include "advice/other.hpp"

#include <doctest/doctest.h>

#include <array>
#include <string>
#include <utility>
#include <vector>

#include "advice/advice.hpp"
#include "advice/libraries.hpp"
#include "rules/rows.hpp"

using namespace platlint;

namespace {

Finding of_file(const Rule& rule, std::string path, std::string actual, std::string expected = "wanted") {
  Finding finding;
  finding.rule = &rule;
  finding.path = std::move(path);
  finding.actual = std::move(actual);
  finding.expected = std::move(expected);
  return finding;
}

Package demo(Ecosystem ecosystem = Ecosystem::python, std::string installer = "") {
  Package package;
  package.name = "demo";
  package.version = "1.2";
  package.ecosystem = ecosystem;
  package.installer = std::move(installer);
  return package;
}

const Target glibc = find_target("manylinux_2_28_x86_64", no_environment);
const Target alpine = find_target("alpine:3.20", no_environment);
const Target mac = find_target("macosx_11_0_arm64", no_environment);
const std::string in_container = "in a container of Linux x86_64, glibc 2.28";

std::string line(const Finding& finding, const Package* package = nullptr) {
  return advice::line_of_rule(finding, package).summary;
}

}  // namespace

TEST_CASE("what is known of a file says more than its rule") {
  const Package package = demo();
  const auto said = [&](const std::string& actual, const std::string& expected = "wanted") {
    return line(of_file(rule::not_a_binary, "a b/x.so", actual, expected), &package);
  };
  CHECK(said("a Git LFS pointer") == "fetch the file it points to: git lfs pull");
  CHECK(said("no bootstrap").find("chmod 755 bootstrap && zip function.zip bootstrap;") != std::string::npos);
  CHECK(said("no Unix mode").find("chmod 755 'a b/x.so' && zip") != std::string::npos);
  CHECK(said("not readable by others: mode 0600").starts_with("chmod -R a+rX ."));
  CHECK(said("a module for CPython 3.12", "CPython 3.11") ==
        "take another release of demo 1.2, or build the wheel anew with the Python of its tag 'CPython 3.11': python "
        "-m build --wheel");
  CHECK(said("a library whose ELF identification glibc refuses").find("readelf -h 'a b/x.so' shows") !=
        std::string::npos);
  CHECK(said("Prisma's engine for darwin", "rhel-openssl-3.0.x") ==
        "add rhel-openssl-3.0.x to binaryTargets of the generator in schema.prisma, then run prisma generate");
  CHECK(said("gems for Ruby 3.2", "3.3.0").ends_with("it fills ruby/3.3.0"));
  CHECK(said("no addon for Electron 33", "33").find("that has Electron 33, or install a release of demo 1.2") !=
        std::string::npos);
  CHECK(said("debug information without code") ==
        "ship the library that it was split from: this is its debug companion");
  CHECK(said("text").find("fetch demo 1.2 again") != std::string::npos);
  CHECK(line(of_file(rule::not_a_binary, "x.so", "text")).find("fetch it again") != std::string::npos);
  Package unversioned = package;
  unversioned.version.clear();
  CHECK(line(of_file(rule::not_a_binary, "x.so", "text"), &unversioned).find("fetch demo again") != std::string::npos);
}

TEST_CASE("each archive that is not opened has its own unpacker") {
  const auto unpacked = [](const std::string& actual) {
    const std::string text = line(of_file(rule::unopened_archive, "x", actual));
    CHECK(text.starts_with("unpack it"));
    CHECK(text.ends_with(" and audit the directory; if it holds no native code, --exclude it"));
    const std::size_t end = text.find(" and audit");
    return text.substr(9, end - 9);
  };
  using Pair = std::pair<const char*, const char*>;
  for (const auto& [archive, tool] : {Pair{"a 7z archive", "7z x"},
                                      {"a RAR archive", "unrar x"},
                                      {"a cabinet", "cabextract"},
                                      {"a xar archive", "pkgutil --expand-full, or xar -xf"},
                                      {"a squashfs image", "unsquashfs"},
                                      {"an AppImage", "run it with --appimage-extract"},
                                      {"a disk image", "hdiutil attach, or 7z x"},
                                      {"a Windows installer", "msiexec /a, or msiextract"},
                                      {"a Flatpak bundle", "flatpak build-import-bundle"},
                                      {"lzip data", "lzip -d"},
                                      {"lzop data", "lzop -d"},
                                      {"lrzip data", "lrzip -d"},
                                      {"rzip data", "rzip -d"},
                                      {"an ARJ archive", "arj x"},
                                      {"an LHA archive", "lha x"},
                                      {"a ZPAQ archive", "zpaq x"},
                                      {"a Windows image", "wimextract, or 7z x"},
                                      {"a virtual disk", "7z x, or guestfish"},
                                      {"a cramfs image", "cramfsck -x"},
                                      {"a StuffIt archive", "unar"},
                                      {"an ACE archive", "unace x"},
                                      {"an Alpine package", "apk extract"},
                                      {"an ext file system", "debugfs -R"},
                                      {"an EROFS image", "fsck.erofs --extract"},
                                      {"a Debian package", "dpkg-deb -x"},
                                      {"an RPM package", "rpm2cpio"},
                                      {"an Electron archive", "npx asar extract"}}) {
    CAPTURE(archive);
    CHECK(unpacked(archive).starts_with(" (" + std::string(tool)));
    CHECK(unpacked(std::string(archive) + " of some version").starts_with(" (" + std::string(tool)));
  }
  CHECK(unpacked("another archive").empty());
}

TEST_CASE("links become files by whoever made them") {
  const auto fix = [](const std::string& path, const std::string& actual, const Package* package = nullptr) {
    return advice::files_for_links(of_file(rule::external_link, path, actual), package).summary;
  };
  const std::string anywhere = "a link to /data/x.so";
  CHECK(fix("x.so", "a link to nothing, /gone") == "put the file there that the link names, or remove the link");
  CHECK(fix("x.so", anywhere).starts_with("audit the tree it leads to, or a copy (cp -RL"));
  for (const auto& [installer, start] : {std::pair<const char*, const char*>{"uv", "install it again with --link-mode"},
                                         {"uv-sync", "install it again with --link-mode"},
                                         {"pnpm", "pnpm deploy DIR makes"},
                                         {"conda", "install it again with --copy"},
                                         {"pip", "audit the tree it leads to, or a copy"}}) {
    const Package package = demo(Ecosystem::python, installer);
    CHECK(fix("x.so", anywhere, &package).starts_with(start));
  }
  CHECK(fix("x.so", "a link to /cache/archive-v0/x.so").starts_with("install it again with --link-mode"));
  CHECK(fix("node_modules/.pnpm/x", anywhere).starts_with("pnpm deploy DIR makes"));
  CHECK(fix("x.so", "a link to /opt/conda/pkgs/x.so").starts_with("install it again with --copy"));
  CHECK(fix("node_modules/x", anywhere).starts_with("pnpm deploy DIR or npm install"));
  CHECK(fix("x", "a link to ../node_modules/x").starts_with("pnpm deploy DIR or npm install"));
  const Package node = demo(Ecosystem::node);
  CHECK(fix("x.so", anywhere, &node).starts_with("pnpm deploy DIR or npm install"));
}

TEST_CASE("a local project is built, and the rest stays wheels") {
  const auto fix = [](const std::string& installer, Ecosystem ecosystem = Ecosystem::python,
                      const std::string& name = "demo") {
    Package package = demo(ecosystem, installer);
    package.name = name;
    const Fix made = advice::own_build(package, glibc);
    CHECK(made.installer == installer);
    return made.summary;
  };
  const std::string start = "build demo " + in_container;
  CHECK(fix("uv") == start +
                         " (cibuildwheel does this), or cross compile it: it is a local project, which --no-build "
                         "would refuse; keep wheels for the rest with --only-binary :all: --no-binary demo");
  CHECK(fix("uv-sync").ends_with(
      "which --no-build may refuse; keep wheels for the rest with --no-build --no-binary-package demo"));
  CHECK(fix("pip").ends_with("it is a local project, and no index has a wheel of it"));
  CHECK(fix("npm", Ecosystem::node) ==
        start + ", or cross compile it: it is a local project, and no index has a wheel of it");
  CHECK(fix("uv", Ecosystem::python, "$(x)").ends_with("and no index has a wheel of it"));
}

TEST_CASE("a wheel for any platform loses to one for the target") {
  Package package = demo(Ecosystem::python, "uv");
  const auto fix = [&](const std::string& installer, std::vector<std::string> tags) {
    package.installer = installer;
    package.tags = std::move(tags);
    return advice::honest_wheel(package, mac).summary;
  };
  const std::string flag = " (--no-binary demo)";
  for (const std::string installer : {"uv", "pip", ""}) CHECK(fix(installer, {"py3-none-any"}).ends_with(flag));
  CHECK_FALSE(fix("poetry", {"py3-none-any"}).ends_with(flag));
  CHECK(fix("uv", {"py3-none-any", "py2-none-any"}).find("which is tagged for any") != std::string::npos);
  for (const std::vector<std::string>& tags :
       {std::vector<std::string>{}, {"py3-none-macosx_11_0_arm64"}, {"py3-none-any", "py3-none-win_amd64"}}) {
    CHECK(fix("uv", tags).find("its wheel's tag says that it fits") != std::string::npos);
  }
  CHECK(fix("uv", {}).ends_with(" on macOS arm64, 11.0 or newer"));
  package.name = "-x";
  CHECK_FALSE(fix("uv", {"py3-none-any"}).ends_with(")"));
}

TEST_CASE("a wheel in the bundle is replaced by a published one, if there may be one") {
  Package package = demo();
  package.tags = {"cp312-cp312-win_amd64"};
  const auto fix = [&] { return advice::other_wheel(package, glibc).summary; };
  const std::string build = "build this wheel " + in_container + ", or replace it with a published one";
  CHECK(fix().starts_with("replace it with the wheel for Linux x86_64, glibc 2.28: pip download --no-deps --platform"));
  CHECK(fix().ends_with(" demo==1.2"));
  package.built_locally = true;
  CHECK(fix() == build);
  package.built_locally = false;
  package.perhaps_built = true;
  CHECK(fix() == build);
  package.perhaps_built = false;
  package.tags = {"cp312-cp312-manylinux_2_28_x86_64"};
  CHECK(fix() ==
        "take another release of demo or build it " + in_container + ": the tag of this wheel says that it fits");
  package.tags = {"cp312-cp312-manylinux_2_29_x86_64"};
  CHECK(fix().starts_with("replace it"));
  package.version.clear();
  CHECK(fix() == build);
  package.version = "1.2";
  package.name = "$(x)";
  CHECK(fix() == build);
}

TEST_CASE("what was required by a path is required by its name") {
  Package package = demo(Ecosystem::python, "uv");
  CHECK(advice::release(package, mac).summary ==
        "require demo by its name, or by the path or URL of its wheel for macOS arm64, 11.0 or newer");
  package.built_locally = true;
  CHECK(advice::release(package, mac).summary ==
        "require demo by its name, for which an index may have a wheel, or build it on macOS arm64, 11.0 or newer: "
        "sources required by path or URL can only be built");
  CHECK(advice::release(package, mac).installer == "uv");
  CHECK(advice::again(package).summary == "install demo 1.2 again: files that its RECORD lists were removed");
  CHECK(advice::by_other_installer(package, mac).summary == "install demo 1.2 for macOS arm64, 11.0 or newer with uv");
}

TEST_CASE("each of npm's kin runs an install script by its own command") {
  using Pair = std::pair<const char*, const char*>;
  for (const auto& [installer, command] : {Pair{"", "npm rebuild demo"},
                                           {"npm", "npm rebuild demo"},
                                           {"sam", "npm rebuild demo"},
                                           {"pnpm", "pnpm approve-builds, then pnpm rebuild demo"},
                                           {"bun", "bun pm trust demo"},
                                           {"yarn", "yarn rebuild demo"}}) {
    CHECK(advice::unrun_script(demo(Ecosystem::node, installer), glibc).summary ==
          "run its install script " + in_container + ": " + command);
  }
  const std::string install = "install demo " + in_container;
  CHECK(advice::unrun_script(demo(Ecosystem::node, "deno"), glibc).summary.starts_with(install));
  Package odd = demo(Ecosystem::node, "npm");
  odd.name = "$(x)";
  CHECK(advice::unrun_script(odd, glibc).summary.starts_with("install $(x) "));
}

TEST_CASE("an install script compiles, or fetches what fits") {
  Package package = demo(Ecosystem::node, "npm");
  const auto fix = [&] { return advice::install_script(package, glibc).summary; };
  const std::string install = "install demo " + in_container;
  CHECK(fix() == install + "; if that brings no build for it, take another release");
  package.builds = "node-gyp rebuild";
  CHECK(fix() == install + ", where its install script compiles or fetches what fits");
  package.built_locally = true;
  CHECK(fix() == install + ", where its install script compiles it");
  package.builds.clear();
  CHECK(fix() == install + ", where its install script compiles it");
  package.program = true;
  CHECK(fix() == "demo has no build for Linux x86_64, glibc 2.28: try there if it works without");
}

TEST_CASE("a package without a build for the target is of another release, or on another image") {
  Package package = demo(Ecosystem::node);
  CHECK(advice::other_release(package, glibc).summary ==
        "demo has no build for Linux x86_64, glibc 2.28: take another release of it");
  CHECK(
      advice::other_release(package, alpine).summary.ends_with(", or an image with glibc (Debian's and not Alpine's)"));
  package.request = "whole";
  CHECK(advice::other_release(package, glibc).summary.starts_with("whole has no build"));
}

namespace {

struct Asked {
  Audit audit;

  Asked() {
    audit.target = find_target("linux-x64", no_environment);
    audit.bundles.resize(1);
    audit.ownership.resize(1);
  }
  Asked& with(Package package) {
    audit.ownership[0].packages.push_back(std::move(package));
    return *this;
  }
  Asked& lacks(const Rule& rule) {
    Finding finding = of_file(rule, "node_modules/x/x.node", "");
    finding.package = 0;
    audit.findings.push_back(finding);
    return *this;
  }
  std::string fix() {
    advise(audit);
    return audit.findings.at(0).fix.value_or(Fix{}).summary;
  }
};

Package part_of_whole() {
  Package part = demo(Ecosystem::node, "npm");
  part.name = "whole-darwin-arm64";
  part.request = "whole";
  return part;
}

Package whole(std::vector<std::string> parts) {
  Package package = demo(Ecosystem::node, "npm");
  package.name = "whole";
  package.optional = std::move(parts);
  return package;
}

}  // namespace

TEST_CASE("an installer is asked for a part only if there is one that is not there") {
  const std::string ask = "run npm install --os=linux --cpu=x64 --libc=glibc whole";
  const std::string none = "whole has no build for ";
  const auto fix = [](const std::vector<std::string>& parts, bool there = false) {
    Asked asked;
    asked.with(part_of_whole()).with(whole(parts));
    Package part = part_of_whole();
    part.name = "whole-linux-x64";
    if (there) asked.with(part);
    return asked.lacks(rule::no_variant_for_target).fix();
  };
  CHECK(Asked().with(part_of_whole()).lacks(rule::no_variant_for_target).fix().ends_with(ask));
  CHECK(fix({"whole-linux-x64"}).ends_with(ask));
  CHECK(fix({"whole-darwin-x64", "whole-linux-x64"}).ends_with(ask));
  CHECK(fix({"whole-darwin-x64"}).starts_with(none));
  CHECK(fix({"helper"}).starts_with(none));
  CHECK(fix({}).starts_with(none));
  CHECK(fix({"whole-linux-x64"}, true).starts_with(none));
}

TEST_CASE("a package that lacks all has an install script that did not run") {
  Package package = demo(Ecosystem::node, "npm");
  CHECK(Asked().with(package).lacks(rule::missing_native_code).fix().starts_with("install demo "));
  package.builds = "node-gyp rebuild";
  CHECK(Asked().with(package).lacks(rule::missing_native_code).fix().starts_with("run its install script "));
  CHECK(Asked().with(package).lacks(rule::no_variant_for_target).fix().starts_with("install demo "));
  package.local_project = true;
  CHECK(Asked().with(package).lacks(rule::missing_native_code).fix().starts_with("build demo "));
}

TEST_CASE("each row of Windows' runtime, and each library that a package does without") {
  const auto fix = [](const char* platform, const std::string& library, const Package* package = nullptr) {
    return advice::library_fix({library}, package, find_target(platform, no_environment)).summary;
  };
  for (const std::string library : {"msvcp140.dll", "msvcr120.dll", "vcruntime140.dll", "concrt140.dll", "vcomp140.dll",
                                    "vccorlib140.dll", "mfc140u.dll", "MSVCP140_1.dll"}) {
    CAPTURE(library);
    CHECK(fix("win_amd64", library).starts_with("install the Visual C++ runtime, or put " + library));
  }
  for (const std::string library : {"msvcrt.dll", "mfc.dll", "vcomp", "msvcpx.dll", "xmsvcp140.dll"}) {
    CAPTURE(library);
    CHECK(fix("win_amd64", library).starts_with("put " + library + " beside"));
  }
  for (const std::string library : {"msvcp140d.dll", "ucrtbased.dll", "VCRUNTIME140D.dll"})
    CHECK(fix("win_amd64", library).starts_with("build it for release: " + library));
  CHECK(fix("win_amd64", "food.dll").starts_with("put food.dll beside"));
  CHECK(fix("win32", "msvcp140.dll").ends_with(".x86"));
  CHECK(fix("win_amd64", "msvcp140.dll").ends_with(".x64"));
  CHECK(fix("win_arm64", "msvcp140.dll").ends_with(".arm64"));
  for (const auto& [name, other, library] :
       {std::array{"opencv-python", "opencv-python-headless", "libGL.so.1"},
        std::array{"opencv-contrib-python", "opencv-contrib-python-headless", "libX11.so.6"},
        std::array{"psycopg2", "psycopg2-binary", "libpq.so.5"}}) {
    Package package = demo();
    package.name = name;
    const std::string start = "take " + std::string(other) + ", which does not need it, or ";
    CHECK(fix("debian:12", library, &package).starts_with(start));
    CHECK_FALSE(fix("debian:12", library).starts_with("take "));
    package.ecosystem = Ecosystem::node;
    CHECK_FALSE(fix("debian:12", library, &package).starts_with("take "));
  }
  for (const std::string prefix :
       {"/opt/homebrew/opt/", "/usr/local/opt/", "/opt/homebrew/Cellar/", "/usr/local/Cellar/"}) {
    CHECK(fix("macosx_11_0_arm64", prefix + "libpng/lib/libpng.dylib")
              .ends_with("; or install it on the target: brew install libpng"));
  }
  CHECK(fix("macosx_11_0_arm64", "/opt/local/lib/libpng.dylib").find("brew") == std::string::npos);
  CHECK(fix("macosx_11_0_arm64", "/usr/local/opt/$(x)/libpng.dylib").find("brew") == std::string::npos);
  CHECK(fix("android_24_arm64_v8a", "libq.so").find("ANDROID_STL") == std::string::npos);
}
