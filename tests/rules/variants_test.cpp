// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <algorithm>

#include "platlint/target.hpp"
#include "rules/build.hpp"

using namespace platlint;
using namespace platlint::build;

namespace {

// musl replaces libc.so.6, but nothing of gcc's.
Artifact glibc_only(Architecture architecture) {
  Artifact image = elf(architecture);
  image.libraries.push_back({"libgcc_s.so.1", false});
  return image;
}

const Artifact linux_x64 = glibc_only(Architecture::x86_64);
const Artifact linux_musl = elf(Architecture::x86_64, Libc::musl);
const Artifact darwin_arm64 = macho(Architecture::aarch64);
const Artifact darwin_x64 = macho(Architecture::x86_64);
const Artifact windows_x64 = pe(Architecture::x86_64);
const Artifact windows_x86 = pe(Architecture::i686);
const Artifact windows_arm64 = pe(Architecture::aarch64);

Artifact program(Artifact image) {
  image.kind = Kind::executable;
  return image;
}

// A bundle whose owners are found as in a real audit.
class Tree {
 public:
  Tree& file(const std::string& path, Artifact image) { return add(build::file(path, {std::move(image)})); }
  Tree& damaged(const std::string& path, Damage::Kind kind) { return add(build::damaged(path, {kind, "broken"})); }
  Tree& text(const std::string& path, std::string text) {
    bundle_.metadata[path] = std::move(text);
    Entry entry;
    entry.path = path;
    return add(std::move(entry));
  }
  Tree& node(const std::string& name, const std::string& more = "") {
    return text("node_modules/" + name + "/package.json",
                R"({"name": ")" + name + R"(", "version": "1.0.0")" + more + "}");
  }
  Tree& wheel(const std::string& name, const std::string& tag, const std::vector<std::string>& files) {
    const std::string info = name + "-1.0.dist-info/";
    std::string record;
    for (const std::string& path : files) record += path + ",,\n";
    return text(info + "METADATA", "Name: " + name + "\nVersion: 1.0\n\n")
        .text(info + "WHEEL", "Tag: " + tag + "\n")
        .text(info + "RECORD", record);
  }

  // "path rule severity; ..." in the order of paths. Other tests cover the tags of these files.
  std::string verdict(const Target& target) const {
    std::vector<std::string> lines;
    for (const Finding& finding : findings(target)) {
      if (finding.rule == &rule::tag_mismatch) continue;
      lines.push_back(finding.path + " " + std::string(finding.rule->name) + " " + std::string(name(finding.severity)));
    }
    std::sort(lines.begin(), lines.end());
    std::string text;
    for (const std::string& line : lines) text.append(text.empty() ? "" : "; ").append(line);
    return text;
  }

  Findings findings(const Target& target) const {
    Bundle sorted = bundle_;
    std::sort(sorted.entries.begin(), sorted.entries.end(),
              [](const Entry& a, const Entry& b) { return a.path < b.path; });
    const Ownership ownership = find_packages(sorted);
    return checked({sorted, ownership, target});
  }

  std::string message(const Target& target, std::string_view rule) const {
    for (const Finding& finding : findings(target)) {
      if (finding.rule->name == rule) return finding.message;
    }
    return "";
  }

 private:
  Tree& add(Entry entry) {
    entry.size = 1000;
    bundle_.entries.push_back(std::move(entry));
    return *this;
  }

  Bundle bundle_;
};

const Target linux_glibc = linux_target(Architecture::x86_64);
const Target on_musl = linux_target(Architecture::x86_64, Libc::musl);
const std::string a = "node_modules/a/prebuilds/";

}  // namespace

TEST_CASE("one prebuild fits: the others ride along") {
  Tree tree;
  tree.node("a").file(a + "linux-x64/x.node", linux_x64).file(a + "darwin-arm64/x.node", darwin_arm64);
  CHECK(tree.verdict(linux_glibc) == a + "darwin-arm64/x.node foreign-variant note");
  CHECK(tree.message(linux_glibc, "foreign-variant") == "1 file for other platforms, 1.0 kB, never loaded here");
  CHECK(tree.verdict(macos({Architecture::aarch64})) == a + "linux-x64/x.node foreign-variant note");
  SUBCASE("none fits: one error for the package") {
    tree.file(a + "win32-x64/x.node", windows_x64);
    const Target arm = linux_target(Architecture::aarch64);
    CHECK(tree.verdict(arm) == a + "darwin-arm64/x.node no-variant-for-target error");
    CHECK(tree.message(arm, "no-variant-for-target") ==
          "has darwin-arm64, linux-x64 (glibc) and win32-x64, none for linux-arm64 (glibc)");
  }
}

TEST_CASE("names select, bytes decide") {
  Tree tree;
  tree.node("a").file(a + "darwin-arm64/x.node", darwin_arm64);
  SUBCASE("what names the target and is something else keeps its error, and nothing else is missing") {
    tree.file(a + "linux-x64/x.node", darwin_x64);
    CHECK(tree.verdict(linux_glibc) ==
          a + "darwin-arm64/x.node foreign-variant note; " + a + "linux-x64/x.node wrong-format error");
  }
  SUBCASE("what fits under another platform's name is not found") {
    tree.file(a + "win32-x64/x.node", linux_x64);
    CHECK(tree.verdict(linux_glibc) == a + "darwin-arm64/x.node no-variant-for-target error");
  }
  SUBCASE("a fitting file that cannot be read serves nobody") {
    tree.file(a + "win32-x64/x.node", windows_x64);
    tree.damaged(a + "linux-x64/x.node", Damage::Kind::truncated);
    CHECK(tree.verdict(linux_glibc).find(a + "linux-x64/x.node truncated-artifact error") != std::string::npos);
  }
}

TEST_CASE("the C library is part of the platform") {
  Tree tree;
  tree.node("a").file(a + "linux-x64/x.node", linux_x64).file(a + "linux-x64/x.musl.node", linux_musl);
  tree.file(a + "win32-x64/x.node", windows_x64);
  CHECK(tree.verdict(linux_glibc) == a + "linux-x64/x.musl.node foreign-variant note");
  CHECK(tree.verdict(on_musl) == a + "linux-x64/x.node foreign-variant note");
  SUBCASE("what musl may stand in for keeps its warning, where nothing is better") {
    Tree other;
    other.node("a").file(a + "linux-x64/x.node", elf(Architecture::x86_64)).file(a + "win32-x64/x.node", windows_x64);
    CHECK(other.verdict(on_musl) ==
          a + "linux-x64/x.node wrong-libc warning; " + a + "win32-x64/x.node foreign-variant note");
    other.file(a + "linux-x64/x.musl.node", linux_musl);
    CHECK(other.verdict(on_musl) == a + "linux-x64/x.node foreign-variant note");
  }
}

TEST_CASE("build/Release wins over every prebuild") {
  const std::string built = "node_modules/a/build/Release/x.node";
  Tree tree;
  tree.node("a").file(a + "darwin-arm64/x.node", darwin_arm64).file(a + "win32-x64/x.node", windows_x64);
  SUBCASE("built for another system: an error beside a right prebuild") {
    tree.file(a + "linux-x64/x.node", linux_x64).file(built, darwin_arm64);
    CHECK(tree.verdict(linux_glibc) ==
          built + " wrong-format error; " + a + "darwin-arm64/x.node foreign-variant note");
  }
  SUBCASE("built for the target: no prebuild is needed") {
    tree.file(built, linux_x64);
    CHECK(tree.verdict(linux_glibc) == a + "darwin-arm64/x.node foreign-variant note");
  }
  SUBCASE("a platform in its name is no excuse") {
    tree.file(a + "linux-x64/x.node", linux_x64).file("node_modules/a/build/Release/x-darwin-arm64.node", darwin_arm64);
    CHECK(tree.verdict(linux_glibc).find("build/Release/x-darwin-arm64.node wrong-format error") != std::string::npos);
  }
}

TEST_CASE("what one system needs rides along with what all need") {
  Tree tree;
  tree.node("a").file(a + "linux-x64/pty.node", linux_x64).file(a + "win32-x64/pty.node", windows_x64);
  tree.file(a + "win32-x64/conpty.dll", windows_x64).file(a + "win32-x64/agent.exe", program(windows_x64));
  CHECK(tree.message(linux_glibc, "foreign-variant").starts_with("3 files"));
  SUBCASE("but a program that serves is no excuse for an addon that does not") {
    Tree other;
    other.node("a").file("node_modules/a/bin/linux/tool", program(linux_x64));
    other.file("node_modules/a/bin/darwin/tool", program(darwin_arm64));
    other.file(a + "darwin-arm64/x.node", darwin_arm64).file(a + "win32-x64/x.node", windows_x64);
    CHECK(other.verdict(linux_glibc) == "node_modules/a/bin/darwin/tool foreign-variant note; " + a +
                                            "darwin-arm64/x.node no-variant-for-target error");
  }
}

TEST_CASE("a package for the wrong platform is no collection") {
  Tree tree;
  tree.wheel("n", "cp312-cp312-macosx_11_0_arm64", {"n/_a.cpython-312-darwin.so", "n/.dylibs/libgfortran.5.dylib"});
  tree.file("n/_a.cpython-312-darwin.so", darwin_arm64).file("n/_b.cpython-312-darwin.so", darwin_arm64);
  tree.file("n/.dylibs/libgfortran.5.dylib", darwin_arm64);
  CHECK(tree.verdict(with_python(linux_glibc, 12)) ==
        "n/.dylibs/libgfortran.5.dylib wrong-format error; n/_a.cpython-312-darwin.so wrong-format error; "
        "n/_b.cpython-312-darwin.so wrong-format error");
  SUBCASE("one file, whatever its path says") {
    for (const std::string path : {"lib/libx.so", "lib/darwin-arm64/libx.dylib", "lib/x.exe"}) {
      CAPTURE(path);
      Tree lone;
      lone.wheel("p", "py3-none-any", {"p/__init__.py", "p/" + path}).file("p/" + path, darwin_arm64);
      CHECK(lone.verdict(linux_glibc) == "p/" + path + " wrong-format error");
    }
  }
}

TEST_CASE("a directory filled for two platforms") {
  const std::vector<std::string> files{"n/_a.cpython-312-darwin.so", "n/_a.cpython-312-x86_64-linux-gnu.so"};
  Tree tree;
  tree.wheel("n", "cp312-cp312-manylinux_2_17_x86_64", files);
  tree.file(files[0], darwin_arm64).file(files[1], linux_x64);
  tree.file("n/.dylibs/libz.dylib", darwin_arm64);
  const Target target = with_python(linux_glibc, 12);
  CHECK(tree.verdict(target) == "n/.dylibs/libz.dylib foreign-variant note");
  CHECK(tree.message(target, "foreign-variant").starts_with("2 files"));
  SUBCASE("a module without a build for the target") {
    tree.file("n/_b.cpython-312-darwin.so", darwin_arm64);
    CHECK(tree.verdict(target) ==
          "n/.dylibs/libz.dylib wrong-format error; n/_a.cpython-312-darwin.so foreign-variant "
          "note; n/_b.cpython-312-darwin.so wrong-format error");
  }
  SUBCASE("the build for the target is for another Python") {
    CHECK(tree.verdict(with_python(linux_glibc, 13)).find("error") != std::string::npos);
    Tree other;
    other.wheel("n", "cp312-cp312-macosx_11_0_arm64",
                {"n/_a.cpython-312-darwin.so", "n/_a.cpython-311-x86_64-linux-gnu.so"});
    other.file("n/_a.cpython-312-darwin.so", darwin_arm64).file("n/_a.cpython-311-x86_64-linux-gnu.so", linux_x64);
    CHECK(other.verdict(target) ==
          "n/_a.cpython-311-x86_64-linux-gnu.so wrong-python-abi error; n/_a.cpython-312-darwin.so wrong-format error");
  }
  SUBCASE("a name that Python tries first must hold what it says") {
    Tree other;
    other.wheel("n", "cp312-cp312-manylinux_2_17_x86_64", {"n/_a.so", "n/_a.cpython-312-x86_64-linux-gnu.so"});
    other.file("n/_a.so", linux_x64).file("n/_a.cpython-312-x86_64-linux-gnu.so", darwin_arm64);
    CHECK(other.verdict(target) == "n/_a.cpython-312-x86_64-linux-gnu.so wrong-format error");
  }
  SUBCASE("Windows' modules have another suffix") {
    Tree other;
    other.wheel("c", "cp311-abi3-manylinux_2_17_x86_64", {"c/_rust.abi3.so", "c/_rust.pyd"});
    other.file("c/_rust.abi3.so", linux_x64).file("c/_rust.pyd", windows_x64);
    CHECK(other.verdict(target) == "c/_rust.pyd foreign-variant note");
    CHECK(other.verdict(with_python(windows(Architecture::x86_64), 12)) == "c/_rust.abi3.so foreign-variant note");
  }
}

TEST_CASE("launchers") {
  const std::vector<std::string> files{"d/t32.exe", "d/t64.exe", "d/t64-arm.exe", "d/__init__.py"};
  const auto launchers = [&](const std::string& tag) {
    Tree tree;
    tree.wheel("d", tag, files);
    tree.file(files[0], program(windows_x86))
        .file(files[1], program(windows_x64))
        .file(files[2], program(windows_arm64));
    return tree;
  };
  const Tree tree = launchers("py3-none-any");
  CHECK(tree.verdict(linux_glibc) == "d/t32.exe foreign-variant note");
  CHECK(tree.message(linux_glibc, "foreign-variant").starts_with("3 files"));
  CHECK(tree.verdict(windows(Architecture::aarch64)) == "d/t32.exe foreign-variant note");
  CHECK(tree.verdict(windows(Architecture::x86_64)) == "d/t32.exe foreign-variant note");
  SUBCASE("a wheel for Windows is a wheel for Windows") {
    CHECK(launchers("py3-none-win_amd64").verdict(linux_glibc) == "d/t32.exe no-variant-for-target error");
  }
}

TEST_CASE("a wheel for any platform that tells platforms apart") {
  const std::string attach = "p/attach";
  Tree tree;
  tree.wheel("p", "py3-none-any", {"p/__init__.py", "p/attach.dylib", "p/attach_linux_amd64.so", "p/attach_amd64.dll"});
  tree.file("p/attach.dylib", darwin_arm64)
      .file("p/attach_linux_amd64.so", linux_x64)
      .file("p/attach_amd64.dll", windows_x64);
  tree.file("p/_speed.cp39-win_amd64.pyd", windows_x64).file("p/run_dll_amd64.dll", windows_x64);
  const Target target = with_python(linux_glibc, 12);
  CHECK(tree.verdict(target) == "p/_speed.cp39-win_amd64.pyd foreign-variant note");
  CHECK(tree.message(target, "foreign-variant").starts_with("4 files"));
  SUBCASE("it knows that it will meet others") {
    CHECK(tree.verdict(with_python(linux_target(Architecture::aarch64), 12)) ==
          "p/_speed.cp39-win_amd64.pyd no-variant-for-target warning");
  }
  SUBCASE("one that asks for too much is no worse than none") {
    Artifact demanding = linux_x64;
    demanding.version_needs = {{"libc.so.6", "GLIBC_2.34", false}};
    tree.file("p/run_dll_linux_amd64.so", demanding).file("p/alone.so", demanding);
    const auto no_environment = [](std::string_view) { return std::string(); };
    const Target old = with_python(find_target("manylinux2014_x86_64", no_environment), 12);
    CHECK(tree.verdict(old) ==
          "p/_speed.cp39-win_amd64.pyd foreign-variant note; p/alone.so glibc-too-new error; "
          "p/run_dll_linux_amd64.so glibc-too-new warning");
  }
  SUBCASE("a module built on a Mac is no variant of a wheel for a platform") {
    Tree other;
    other.wheel("p", "cp312-cp312-macosx_11_0_arm64", {"p/attach.dylib", "p/attach_linux_amd64.so"});
    other.file("p/attach.dylib", darwin_arm64).file("p/attach_linux_amd64.so", linux_x64);
    other.file("p/_core.cpython-312-darwin.so", darwin_arm64);
    CHECK(other.verdict(target) ==
          "p/_core.cpython-312-darwin.so wrong-format error; p/attach.dylib foreign-variant note");
  }
}

TEST_CASE("programs only") {
  Tree tree;
  tree.node("term-size").file("node_modules/term-size/vendor/macos/term-size", program(darwin_x64));
  tree.file("node_modules/term-size/vendor/windows/term-size.exe", program(windows_x86));
  CHECK(tree.verdict(linux_glibc) == "node_modules/term-size/vendor/macos/term-size no-variant-for-target warning");
  CHECK(tree.verdict(windows(Architecture::x86_64)) ==
        "node_modules/term-size/vendor/macos/term-size foreign-variant note");
  SUBCASE("nobody's own package") {
    Tree other;
    other.file("bin/macos/tool", program(darwin_x64)).file("bin/windows/tool.exe", program(windows_x64));
    CHECK(other.verdict(linux_glibc) == "bin/macos/tool no-variant-for-target error");
    other.file("bin/linux/tool", program(linux_x64));
    CHECK(other.verdict(linux_glibc) == "bin/macos/tool foreign-variant note");
  }
}

TEST_CASE("parts of a package are packages") {
  const auto part = [](Tree& tree, const std::string& name, const Artifact& image) {
    tree.node(name, R"(, "os": ["any"], "cpu": ["any"])");
    tree.file("node_modules/" + name + "/lib/x.node", image);
  };
  const std::string darwin = "node_modules/@img/sharp-darwin-arm64/lib/x.node";
  Tree tree;
  tree.node("sharp", R"(, "optionalDependencies": {"@img/sharp-darwin-arm64": "1.0.0"})");
  part(tree, "@img/sharp-darwin-arm64", darwin_arm64);
  CHECK(tree.verdict(linux_glibc) == darwin + " no-variant-for-target error");
  CHECK(tree.message(linux_glibc, "no-variant-for-target") == "has darwin-arm64, none for linux-x64 (glibc)");
  CHECK(tree.verdict(macos({Architecture::aarch64})) == "");
  SUBCASE("for another C library") {
    Tree other;
    part(other, "@img/sharp-linux-x64", linux_x64);
    CHECK(other.verdict(on_musl) == "node_modules/@img/sharp-linux-x64/lib/x.node no-variant-for-target error");
  }
  SUBCASE("a part for the target is there too") {
    part(tree, "@img/sharp-linux-x64", linux_x64);
    CHECK(tree.verdict(linux_glibc) == darwin + " foreign-variant note");
  }
  SUBCASE("a part for the target that holds something else is found by its bytes") {
    part(tree, "@img/sharp-linux-x64", darwin_x64);
    CHECK(tree.verdict(linux_glibc) ==
          darwin + " foreign-variant note; node_modules/@img/sharp-linux-x64/lib/x.node wrong-format error");
  }
  SUBCASE("another version's part does not serve") {
    tree.text("node_modules/o/node_modules/@img/sharp-linux-x64/package.json",
              R"({"name": "@img/sharp-linux-x64", "version": "0.1.0", "os": ["any"], "cpu": ["any"]})");
    tree.file("node_modules/o/node_modules/@img/sharp-linux-x64/lib/x.node", linux_x64);
    CHECK(tree.verdict(linux_glibc) == darwin + " no-variant-for-target error");
  }
  SUBCASE("what the package itself got from an install script is no part") {
    Tree other;
    other.node("esbuild", R"(, "optionalDependencies": {"@esbuild/linux-x64": "1.0.0"})");
    other.file("node_modules/esbuild/bin/esbuild", program(darwin_arm64));
    part(other, "@esbuild/linux-x64", linux_x64);
    CHECK(other.verdict(linux_glibc) == "node_modules/esbuild/bin/esbuild wrong-format error");
  }
}

TEST_CASE("an addon that a script stands in for") {
  Tree tree;
  tree.node("a").text("node_modules/a/fallback.js", "");
  tree.file(a + "darwin-arm64/x.node", darwin_arm64).file(a + "win32-x64/x.node", windows_x64);
  CHECK(tree.verdict(linux_glibc) == a + "darwin-arm64/x.node no-variant-for-target warning");
}

TEST_CASE("a universal target takes two thin files") {
  const Target universal = macos({Architecture::x86_64, Architecture::aarch64});
  Tree tree;
  tree.node("a").file(a + "darwin-arm64/x.node", darwin_arm64).file(a + "linux-x64/x.node", linux_x64);
  CHECK(tree.verdict(universal) ==
        a + "darwin-arm64/x.node missing-slice error; " + a + "linux-x64/x.node foreign-variant note");
  tree.file(a + "darwin-x64/x.node", darwin_x64);
  CHECK(tree.verdict(universal) == a + "linux-x64/x.node foreign-variant note");
}

TEST_CASE("half of what a universal target asks for: one error for all parts") {
  const Target universal = macos({Architecture::x86_64, Architecture::aarch64});
  Tree tree;
  tree.node("sharp",
            R"(, "optionalDependencies": {"@img/sharp-darwin-arm64": "1", "@img/sharp-libvips-darwin-arm64": "1"})");
  for (const std::string part : {"@img/sharp-darwin-arm64", "@img/sharp-libvips-darwin-arm64"}) {
    tree.node(part, R"(, "os": ["darwin"], "cpu": ["arm64"])")
        .file("node_modules/" + part + "/lib/x.node", darwin_arm64);
  }
  CHECK(tree.verdict(universal) == "node_modules/@img/sharp-darwin-arm64/lib/x.node no-variant-for-target error");
  CHECK(tree.message(universal, "no-variant-for-target") == "has darwin-arm64, none for darwin-x64+arm64");
  CHECK(tree.verdict(macos({Architecture::aarch64})) == "");
}

TEST_CASE("a package that says itself that it is for others") {
  const std::string path = "node_modules/fsevents/fsevents.node";
  Tree tree;
  tree.node("chokidar", R"(, "optionalDependencies": {"fsevents": "2"})");
  tree.node("fsevents", R"(, "os": ["darwin"])").file(path, darwin_arm64);
  CHECK(tree.verdict(linux_glibc) == path + " foreign-variant note");
  CHECK(tree.verdict(macos({Architecture::aarch64})) == "");
  CHECK(tree.verdict(macos({Architecture::x86_64})) == path + " wrong-architecture error");
  SUBCASE("what was built from it too") {
    tree.file("node_modules/fsevents/build/Release/fsevents.node", darwin_arm64);
    CHECK(tree.message(linux_glibc, "foreign-variant").starts_with("2 files"));
  }
  SUBCASE("a package that is needed is needed") {
    tree.node("app", R"(, "dependencies": {"fsevents": "2"})");
    CHECK(tree.verdict(linux_glibc) == path + " wrong-format error");
  }
  SUBCASE("but for one that lists it both ways") {
    tree.node("app", R"(, "dependencies": {"fsevents": "2"}, "optionalDependencies": {"fsevents": "2"})");
    CHECK(tree.verdict(linux_glibc) == path + " foreign-variant note");
  }
  SUBCASE("without a declaration") {
    Tree other;
    other.node("fsevents").file(path, darwin_arm64);
    CHECK(other.verdict(linux_glibc) == path + " wrong-format error");
  }
  SUBCASE("what is named after a platform may be half of something") {
    Tree other;
    other.node("watch-mac", R"(, "os": ["darwin"])").file("node_modules/watch-mac/x.node", darwin_arm64);
    CHECK(other.verdict(linux_glibc) == "node_modules/watch-mac/x.node wrong-format error");
  }
}

TEST_CASE("a module for another Python, in a wheel for any") {
  const Target target = with_python(windows(Architecture::x86_64), 12);
  Tree tree;
  tree.wheel("p", "py3-none-any", {"p/_speed.cp39-win_amd64.pyd", "p/attach.dll", "p/attach.dylib"});
  tree.file("p/_speed.cp39-win_amd64.pyd", windows_x64).file("p/attach.dll", windows_x64);
  CHECK(tree.verdict(target) == "p/_speed.cp39-win_amd64.pyd wrong-python-abi error");
  tree.file("p/attach.dylib", darwin_arm64);
  CHECK(tree.verdict(target) ==
        "p/_speed.cp39-win_amd64.pyd wrong-python-abi warning; p/attach.dylib foreign-variant note");
}

TEST_CASE("jars") {
  const std::string jar = "lib/j-1.0.jar!/";
  const auto with_jar = [](const std::string& at) {
    Tree tree;
    tree.text(at + "META-INF/MANIFEST.MF", "");
    return tree;
  };
  Tree tree = with_jar(jar);
  tree.file(jar + "j/linux-x86-64/libj.so", linux_x64).file(jar + "j/darwin-aarch64/libj.jnilib", darwin_arm64);
  tree.file(jar + "j/win32-x86-64/j.dll", windows_x64).file(jar + "j/win32-x86-64/msvcp140.dll", windows_x64);
  CHECK(tree.verdict(linux_glibc) == jar + "j/darwin-aarch64/libj.jnilib foreign-variant note");
  CHECK(tree.message(linux_glibc, "foreign-variant").starts_with("3 files"));
  SUBCASE("nothing for the target's processor") {
    CHECK(tree.verdict(linux_target(Architecture::aarch64)) ==
          jar + "j/darwin-aarch64/libj.jnilib no-variant-for-target error");
  }
  SUBCASE("names the target, and is something else") {
    Tree wrong = with_jar(jar);
    wrong.file(jar + "j/linux-x86-64/libj.so", darwin_x64).file(jar + "j/darwin-aarch64/libj.jnilib", darwin_arm64);
    CHECK(wrong.verdict(linux_glibc).find("linux-x86-64/libj.so wrong-format error") != std::string::npos);
  }
  SUBCASE("what serves in one directory is no excuse for another thing made for several") {
    tree.file(jar + "j/darwin-aarch64/libk.dylib", darwin_arm64).file(jar + "j/win32-x86-64/k.dll", windows_x64);
    CHECK(tree.verdict(linux_glibc).find("no-variant-for-target error") != std::string::npos);
  }
  SUBCASE("nor for another directory") {
    tree.file(jar + "r/libr-osx.dylib", darwin_arm64).file(jar + "r/libr-win64.dll", windows_x64);
    CHECK(tree.verdict(linux_glibc).find(jar + "r/libr-osx.dylib no-variant-for-target error") != std::string::npos);
  }
  SUBCASE("a jar a platform") {
    const std::string at = "lib/n-2.0.65.Final-";
    Tree jars;
    for (const std::string name : {"linux-x86_64", "linux-aarch_64", "osx-aarch_64"})
      jars.text(at + name + ".jar!/META-INF/MANIFEST.MF", "");
    jars.file(at + "linux-x86_64.jar!/META-INF/native/libn_linux_x86_64.so", linux_x64);
    jars.file(at + "osx-aarch_64.jar!/META-INF/native/libn_osx_aarch_64.jnilib", darwin_arm64);
    CHECK(jars.verdict(linux_glibc) ==
          at + "osx-aarch_64.jar!/META-INF/native/libn_osx_aarch_64.jnilib foreign-variant note");
    CHECK(jars.verdict(linux_target(Architecture::aarch64)).find("no-variant-for-target error") != std::string::npos);
  }
  SUBCASE("what is for one other system alone, beside a jar that serves") {
    const std::string at = "lib/native-kqueue-osx-aarch_64.jar!/";
    tree.text(at + "META-INF/MANIFEST.MF", "").file(at + "libq_osx_aarch_64.jnilib", darwin_arm64);
    CHECK(tree.verdict(linux_glibc).find(at + "libq_osx_aarch_64.jnilib no-variant-for-target warning") !=
          std::string::npos);
    const std::string intel = "lib/native-kqueue-osx-x86_64.jar!/";
    tree.text(intel + "META-INF/MANIFEST.MF", "").file(intel + "libq_osx_x86_64.jnilib", darwin_x64);
    CHECK(tree.verdict(linux_glibc).find("no-variant") == std::string::npos);
  }
  SUBCASE("and where no jar serves") {
    const std::string at = "lib/javafx-mac-aarch64.jar!/";
    Tree alone = with_jar(at);
    alone.file(at + "libprism.dylib", darwin_arm64);
    CHECK(alone.verdict(linux_glibc) == at + "libprism.dylib no-variant-for-target error");
  }
  SUBCASE("without a word for a platform") {
    tree.file(jar + "j/libalone.so", darwin_arm64);
    CHECK(tree.verdict(linux_glibc).find(jar + "j/libalone.so wrong-format error") != std::string::npos);
  }
}

TEST_CASE("launchers in a copy of a Python package without metadata") {
  const std::string at = ".bootstrap/pex/windows/stubs/";
  Tree tree;
  tree.text(".bootstrap/pex/__init__.py", "").text(".bootstrap/pex/windows/__init__.py", "");
  tree.file(at + "uv-trampoline-aarch64-console.exe", program(windows_arm64));
  tree.file(at + "uv-trampoline-x86_64-console.exe", program(windows_x64));
  CHECK(tree.verdict(linux_glibc) == at + "uv-trampoline-aarch64-console.exe foreign-variant note");
  SUBCASE("a library is no launcher") {
    tree.file(at + "helper-aarch64.dll", windows_arm64).file(at + "helper-x86_64.dll", windows_x64);
    CHECK(tree.verdict(linux_glibc).find("no-variant-for-target error") != std::string::npos);
  }
  SUBCASE("nor are programs in a directory of their own") {
    Tree other;
    other.file("a/dist/tool-aarch64.exe", program(windows_arm64)).file("a/dist/tool-x86_64.exe", program(windows_x64));
    CHECK(other.verdict(linux_glibc) == "a/dist/tool-aarch64.exe no-variant-for-target error");
  }
  SUBCASE("for several systems but this one they may be missed") {
    tree.file(at + "uv-trampoline-darwin-x86_64-console", program(darwin_x64));
    CHECK(tree.verdict(linux_glibc) == at + "uv-trampoline-aarch64-console.exe no-variant-for-target warning");
  }
}

TEST_CASE("what nothing loads is asked for nothing, but must have been read") {
  Artifact bsd = elf(Architecture::x86_64);
  bsd.system = System::freebsd;
  bsd.libc = Libc::unknown;
  bsd.libraries = {{"libc.so.7", false}, {"libthr.so.3", false}};
  Artifact silent = bsd;  // no note that names its system
  silent.system = System::unknown;
  Target undeclared = linux_glibc;
  undeclared.libc = Libc::unknown;
  for (const Artifact& image : {bsd, silent}) {
    Tree tree;
    tree.node("a").file(a + "linux-x64/x.node", linux_x64).file(a + "freebsd-x64/x.node", image);
    for (const Target& target : {linux_glibc, undeclared})
      CHECK(tree.verdict(target) == a + "freebsd-x64/x.node foreign-variant note");
    tree.damaged(a + "sunos-x64/x.node", Damage::Kind::truncated);
    CHECK(tree.verdict(linux_glibc).find(a + "sunos-x64/x.node truncated-artifact error") != std::string::npos);
  }
  SUBCASE("the target's own is asked") {
    Artifact needy = linux_x64;
    needy.libraries.push_back({"libnowhere.so.1", false});
    Tree tree;
    tree.node("a").file(a + "linux-x64/x.node", needy).file(a + "freebsd-x64/x.node", bsd);
    CHECK(tree.verdict(linux_glibc).find(a + "linux-x64/x.node missing-library") != std::string::npos);
  }
}

TEST_CASE("names in build/Release that differ by platform alone") {
  const std::string at = "node_modules/a/build/Release/a-6.10.0-";
  Tree tree;
  tree.node("a").file(at + "darwin-arm64.node", darwin_arm64).file(at + "win32-x64.node", windows_x64);
  CHECK(tree.verdict(linux_glibc) == at + "darwin-arm64.node no-variant-for-target error");
  tree.file(at + "linux-x64.node", linux_x64);
  CHECK(tree.verdict(linux_glibc) == at + "darwin-arm64.node foreign-variant note");
  SUBCASE("names the target, and is something else") {
    Tree wrong;
    wrong.node("a").file(at + "darwin-arm64.node", darwin_arm64).file(at + "linux-x64.node", darwin_x64);
    CHECK(wrong.verdict(linux_glibc).find(at + "linux-x64.node wrong-format error") != std::string::npos);
  }
  SUBCASE("what was built here beside them is loaded") {
    tree.file("node_modules/a/build/Release/a.node", darwin_arm64);
    CHECK(tree.verdict(linux_glibc).find("build/Release/a.node wrong-format error") != std::string::npos);
  }
}

TEST_CASE("builds for several Nodes in one package") {
  const std::string at = "node_modules/z/build/linux/x64/node/";
  Tree tree;
  tree.node("z").file(at + "glibc-115-Release/addon.node", linux_x64);
  tree.file("node_modules/z/build/darwin/arm64/node/115/addon.node", darwin_arm64);
  tree.file(at + "108/addon.node", linux_musl);
  CHECK(tree.verdict(linux_glibc) == "node_modules/z/build/darwin/arm64/node/115/addon.node foreign-variant note");
  CHECK(tree.message(linux_glibc, "foreign-variant").starts_with("2 files"));
  SUBCASE("what is for another system altogether is no build for that Node") {
    tree.file(at + "127/addon.node", darwin_x64);
    CHECK(tree.verdict(linux_glibc).find(at + "127/addon.node wrong-format error") != std::string::npos);
  }
  SUBCASE("without one that names the C library") {
    Tree other;
    other.node("z").file(at + "108/addon.node", linux_musl).file(at + "115/addon.node", linux_x64);
    CHECK(other.verdict(linux_glibc) == at + "108/addon.node wrong-libc error");
  }
}

TEST_CASE("launchers without a word for a platform, in a copy of distutils") {
  const std::string at = "lib/python3.8/distutils/command/wininst-";
  Tree tree;
  tree.text("lib/python3.8/distutils/__init__.py", "").text("lib/python3.8/distutils/command/__init__.py", "");
  tree.file(at + "9.0.exe", program(windows_x86)).file(at + "9.0-amd64.exe", program(windows_x64));
  tree.file(at + "6.0.exe", program(windows_x86));
  CHECK(tree.verdict(linux_glibc) == at + "6.0.exe foreign-variant note");
  CHECK(tree.message(linux_glibc, "foreign-variant").starts_with("3 files"));
  SUBCASE("a program of the target's own name that is not for it") {
    tree.file("lib/python3.8/distutils/command/helper", program(darwin_x64));
    CHECK(tree.verdict(linux_glibc).find("command/helper wrong-format error") != std::string::npos);
  }
}

TEST_CASE("a wheelhouse: wheels of one release for several platforms") {
  Tree tree;
  const auto wheel = [&](const std::string& version, const std::string& platform, const std::string& suffix,
                         const Artifact& image) {
    const std::string archive = "wheels/rpds_py-" + version + "-cp312-cp312-" + platform + ".whl!/";
    const std::string info = archive + "rpds_py-" + version + ".dist-info/";
    tree.text(info + "METADATA", "Name: rpds-py\nVersion: " + version + "\n\n");
    tree.text(info + "WHEEL", "Tag: cp312-cp312-" + platform + "\n").file(archive + "rpds/rpds." + suffix, image);
    return archive + "rpds/rpds." + suffix;
  };
  const std::string mac = wheel("1.0", "macosx_11_0_arm64", "cpython-312-darwin.so", darwin_arm64);
  const Target windows = find_target("x86_64-pc-windows-msvc", no_environment);
  SUBCASE("one wheel is none") {
    CHECK(tree.verdict(windows) == mac + " wrong-format error");
  }
  SUBCASE("the target takes its own") {
    const std::string own = wheel("1.0", "win_amd64", "cp312-win_amd64.pyd", windows_x64);
    CHECK(tree.verdict(windows) == mac + " foreign-variant note");
    CHECK(tree.verdict(linux_glibc).find("no-variant-for-target error") != std::string::npos);
  }
  SUBCASE("another release is another's") {
    wheel("2.0", "win_amd64", "cp312-win_amd64.pyd", windows_x64);
    CHECK(tree.verdict(windows) == mac + " wrong-format error");
  }
  SUBCASE("what names the target and is something else") {
    const std::string wrong = wheel("1.0", "win_amd64", "cp312-win_amd64.pyd", darwin_arm64);
    CHECK(tree.verdict(windows).find(wrong + " wrong-format error") != std::string::npos);
  }
}

TEST_CASE("copies of a package below directories for several platforms") {
  Tree tree;
  const std::string intel = "app-x64.asar.unpacked/node_modules/x/build/Release/x.node";
  const std::string arm = "app-arm64.asar.unpacked/node_modules/x/build/Release/x.node";
  tree.file(intel, darwin_x64);
  CHECK(tree.verdict(macos({Architecture::aarch64})) == intel + " wrong-architecture error");
  tree.file(arm, darwin_arm64);
  CHECK(tree.verdict(macos({Architecture::aarch64})) == intel + " foreign-variant note");
  CHECK(tree.verdict(macos({Architecture::x86_64, Architecture::aarch64})).empty());
  SUBCASE("on another system the one that says its processor is loaded") {
    CHECK(tree.verdict(linux_glibc) == arm + " foreign-variant note; " + intel + " wrong-format error");
  }
}

TEST_CASE("a program without an install script does without addons that several other systems have") {
  Tree tree;
  const std::string dist = "node_modules/pnpm/dist/";
  tree.file(dist + "reflink.darwin-arm64.node", darwin_arm64).file(dist + "reflink.win32-x64.node", windows_x64);
  SUBCASE("a program") {
    tree.node("pnpm", R"(, "main": "bin/pnpm.cjs", "bin": {"pnpm": "bin/pnpm.cjs"})");
    CHECK(tree.verdict(linux_glibc) == dist + "reflink.darwin-arm64.node no-variant-for-target warning");
  }
  SUBCASE("a library") {
    tree.node("pnpm", R"(, "main": "index.js", "bin": {"pnpm": "bin/pnpm.cjs"})");
    CHECK(tree.verdict(linux_glibc) == dist + "reflink.darwin-arm64.node no-variant-for-target error");
  }
  SUBCASE("its own system counts") {
    tree.node("pnpm", R"(, "bin": "bin/pnpm.cjs")");
    tree.file(dist + "reflink.linux-arm64.node", elf(Architecture::aarch64));
    CHECK(tree.verdict(linux_glibc) == dist + "reflink.darwin-arm64.node no-variant-for-target error");
  }
}
