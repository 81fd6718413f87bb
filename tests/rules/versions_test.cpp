// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "rules/build.hpp"

using namespace platlint;
using namespace platlint::build;

namespace {

Target manylinux_2_17() {
  Target target = linux_target(Architecture::x86_64);
  target.libc_version = Version{2, 17, 0};
  target.symbol_versions = {{"GLIBC", Version{2, 17, 0}, {}},
                            {"GLIBCXX", Version{3, 4, 19}, {}},
                            {"CXXABI", Version{1, 3, 7}, {"TM_1"}},
                            {"GCC", Version{4, 8, 0}, {}}};
  return target;
}

Artifact needing(const std::string& library, const std::string& version, bool weak = false) {
  Artifact image = elf(Architecture::x86_64);
  image.libraries = {{"libc.so.6", false}, {library, false}};
  image.version_needs = {{library, version, weak}};
  return image;
}

std::string message(const Target& target, const Artifact& image) {
  const Bundle bundle{"b", 0, {file("x.so", {image})}, {}, {}};
  const Findings findings = checked({bundle, {{}, {std::nullopt}}, target});
  return findings.empty() ? "" : findings[0].message;
}

}  // namespace

TEST_CASE("glibc-too-new") {
  const Target target = manylinux_2_17();
  CHECK(verdict(target, {file("x.so", {needing("libc.so.6", "GLIBC_2.17")})}) == "");
  CHECK(verdict(target, {file("x.so", {needing("libc.so.6", "GLIBC_2.34")})}) == "glibc-too-new error");
  CHECK(verdict(target, {file("x.so", {needing("libc.so.6", "GLIBC_2.34", true)})}) == "glibc-too-new warning");
  CHECK(verdict(target, {file("x.so", {needing("libc.so.6", "GLIBC_ABI_DT_RELR")})}) == "glibc-too-new error");
  CHECK(verdict(linux_target(Architecture::x86_64), {file("x.so", {needing("libc.so.6", "GLIBC_2.99")})}) == "");
  SUBCASE("the real need stands beside the ceiling") {
    Artifact image = needing("libc.so.6", "GLIBC_2.34");
    image.version_needs.insert(image.version_needs.begin(), {"libc.so.6", "GLIBC_2.28", false});
    CHECK(message(target, image) == "needs glibc 2.34, target has 2.17");
  }
}

TEST_CASE("glibc-too-new: GLIBC_PRIVATE is a warning") {
  const Target target = manylinux_2_17();
  Artifact image = needing("libc.so.6", "GLIBC_PRIVATE");
  CHECK(verdict(target, {file("x.so", {image})}) == "glibc-too-new warning");
  Target debian = target;
  debian.distribution = "Debian 12";
  CHECK(verdict(debian, {file("x.so", {image})}) == "glibc-too-new warning");
  SUBCASE("the need with a number is what counts") {
    image.version_needs.push_back({"libc.so.6", "GLIBC_2.34", false});
    CHECK(verdict(target, {file("x.so", {image})}) == "glibc-too-new error");
  }
  SUBCASE("not where the bundle is the root of a system with its own glibc") {
    Artifact libc = elf(Architecture::x86_64);
    libc.identity = "libc.so.6";
    for (const std::string directory : {"lib/x86_64-linux-gnu", "usr/lib/x86_64-linux-gnu", "lib64", "usr/lib"}) {
      CHECK(verdict(target, {file(directory + "/libc.so.6", {libc}), file("usr/bin/x", {image})}) == "");
    }
    CHECK(verdict(target, {file("p/libc.so.6", {libc}), file("usr/bin/x", {image})}) == "glibc-too-new warning");
    image.runpath = {"$ORIGIN/../p"};
    CHECK(verdict(target, {file("p/libc.so.6", {libc}), file("bin/x", {image})}) == "");
  }
  SUBCASE("nor in glibc's own package, whose libraries answer nobody outside") {
    Artifact libc = elf(Architecture::x86_64);
    libc.identity = "libc.so.6";
    const Entry own = file("libc6.deb!/data.tar.xz!/lib/x86_64-linux-gnu/libc.so.6", {libc});
    CHECK(verdict(target, {own, file("libc6.deb!/data.tar.xz!/usr/bin/x", {image})}) == "");
    CHECK(verdict(target, {own, file("usr/bin/x", {image})}) == "glibc-too-new warning");
    CHECK(verdict(target, {file("a.deb!/data.tar.xz!/usr/bin/x", {image}), own}) == "glibc-too-new warning");
  }
  SUBCASE("each of two libraries must be there") {
    Artifact libc = elf(Architecture::x86_64);
    image.version_needs.push_back({"ld-linux-x86-64.so.2", "GLIBC_PRIVATE", false});
    CHECK(verdict(target, {file("lib64/libc.so.6", {libc}), file("usr/bin/x", {image})}) == "glibc-too-new warning");
    CHECK(verdict(target, {file("lib64/ld-linux-x86-64.so.2", {libc}), file("lib64/libc.so.6", {libc}),
                           file("usr/bin/x", {image})}) == "");
  }
}

TEST_CASE("libstdcxx-too-new") {
  const Target target = manylinux_2_17();
  CHECK(verdict(target, {file("x.so", {needing("libstdc++.so.6", "GLIBCXX_3.4.19")})}) == "");
  CHECK(verdict(target, {file("x.so", {needing("libstdc++.so.6", "CXXABI_TM_1")})}) == "");
  CHECK(verdict(target, {file("x.so", {needing("libstdc++.so.6", "GLIBCXX_3.4.29")})}) == "libstdcxx-too-new error");
  CHECK(verdict(target, {file("x.so", {needing("libgcc_s.so.1", "GCC_7.0.0")})}) == "libstdcxx-too-new error");
  SUBCASE("a copy in the bundle satisfies it, if the search path leads there") {
    Artifact image = needing("libstdc++.so.6", "GLIBCXX_3.4.29");
    Artifact copy = elf(Architecture::x86_64);
    copy.identity = "libstdc++.so.6";
    image.runpath = {"$ORIGIN/../p.libs"};
    CHECK(verdict(target, {file("p.libs/libstdc++.so.6", {copy}), file("p/x.so", {image})}) == "");
    image.runpath = {"/usr/lib"};
    CHECK(verdict(target, {file("p.libs/libstdc++.so.6", {copy}), file("p/x.so", {image})}) ==
          "libstdcxx-too-new error");
  }
}

namespace {

Entry link_to(std::string path, std::string to) {
  Entry entry;
  entry.path = std::move(path);
  entry.link = std::move(to);
  return entry;
}

}  // namespace

TEST_CASE("libstdcxx-too-new: links inside the bundle") {
  const Target target = manylinux_2_17();
  Artifact image = needing("libstdc++.so.6", "GLIBCXX_3.4.29");
  const Artifact copy = elf(Architecture::x86_64);
  const Entry real = file("lib/libstdc++.so.6.0.30", {copy});
  image.runpath = {"$ORIGIN/../lib"};
  const Entry program = file("bin/x", {image});
  const std::string error = "libstdcxx-too-new error";
  SUBCASE("a link to a link, in any order") {
    CHECK(verdict(target, {program, link_to("lib/libstdc++.so", "libstdc++.so.6.0.30"),
                           link_to("lib/libstdc++.so.6", "libstdc++.so"), real}) == "");
    CHECK(verdict(target,
                  {program, link_to("lib/libstdc++.so.6", "z"), link_to("lib/z", "libstdc++.so.6.0.30"), real}) == "");
    CHECK(verdict(target, {program, link_to("lib/libstdc++.so.6", "z"), link_to("lib/z", "y"), real}) == error);
  }
  SUBCASE("a directory link") {
    image.runpath = {"$ORIGIN/../lib64"};
    const Entry other = file("bin/x", {image});
    const Entry soname = file("lib/libstdc++.so.6", {copy});
    CHECK(verdict(target, {other, soname, link_to("lib64", "lib")}) == "");
    CHECK(verdict(target, {other, soname, link_to("lib64", "./lib/")}) == "");
    CHECK(verdict(target, {other, file("usr/lib/libstdc++.so.6", {copy}), link_to("lib", "usr/lib"),
                           link_to("lib64", "lib")}) == "");
    CHECK(verdict(target, {other, file("usr/lib/libstdc++.so.6", {copy}), link_to("a/b", "../usr"),
                           link_to("lib64", "a/b/lib")}) == "");
    CHECK(verdict(target, {other, soname, link_to("lib64", "../lib")}) == error);
    CHECK(verdict(target, {other, soname, link_to("lib64", "/lib")}) == error);
    Entry leaving = link_to("lib64", "lib");
    leaving.leaves_root = true;
    CHECK(verdict(target, {other, soname, leaving}) == "external-link note, " + error);
  }
  SUBCASE("circles come to an end") {
    CHECK(verdict(target, {program, link_to("lib/libstdc++.so.6", "libstdc++.so.6")}) == error);
    CHECK(verdict(target, {program, link_to("lib", "lib64/x"), link_to("lib64", "lib")}) == error);
    CHECK(verdict(target, {program, link_to("lib", "lib/lib")}) == error);
  }
  SUBCASE("40 links are followed, 41 are not") {
    for (const int links : {40, 41}) {
      std::vector<Entry> entries{program, link_to("lib/libstdc++.so.6", "l1"), real};
      for (int i = 1; i < links; ++i) {
        const std::string to = i + 1 == links ? "libstdc++.so.6.0.30" : "l" + std::to_string(i + 1);
        entries.push_back(link_to("lib/l" + std::to_string(i), to));
      }
      CHECK(verdict(target, entries) == (links == 40 ? "" : error));
    }
  }
}

TEST_CASE("libstdcxx-too-new: what the importer has loaded") {
  const Target target = manylinux_2_17();
  const Entry copy = file("p/lib/libstdc++.so.6", {elf(Architecture::x86_64)});
  Artifact library = needing("libstdc++.so.6", "GLIBCXX_3.4.29");
  library.identity = "libfoo.so.1";
  Artifact importer = needing("libstdc++.so.6", "GLIBCXX_3.4.29");
  importer.libraries.push_back({"libfoo.so.1", false});
  importer.runpath = {"$ORIGIN/lib"};
  const std::string error = "libstdcxx-too-new error";
  const auto judged = [&](const Artifact& module) {
    return verdict(target, {file("p/lib/libfoo.so.1", {library}), copy, file("p/x.so", {module})});
  };
  CHECK(judged(importer) == "");
  SUBCASE("one that finds neither of them") {
    importer.runpath = {};
    CHECK(judged(importer).starts_with(error + ", " + error));
  }
  SUBCASE("one that does not load the library") {
    importer.libraries.pop_back();
    CHECK(judged(importer) == error);
  }
  SUBCASE("a RUNPATH is not inherited, an RPATH is") {
    importer.libraries = {{"libfoo.so.1", false}};
    importer.version_needs = {};
    CHECK(judged(importer) == error);
    std::swap(importer.runpath, importer.rpath);
    CHECK(judged(importer) == "");
    library.runpath = {"$ORIGIN/nowhere"};
    CHECK(judged(importer) == error);
  }
  SUBCASE("over another library between them") {
    Artifact between = elf(Architecture::x86_64);
    between.libraries.push_back({"libfoo.so.1", false});
    between.runpath = {"$ORIGIN"};
    importer.libraries.back().name = "libbar.so.2";
    CHECK(verdict(target, {file("p/lib/libbar.so.2", {between}), file("p/lib/libfoo.so.1", {library}), copy,
                           file("p/x.so", {importer})}) == "");
  }
  SUBCASE("files that load each other") {
    library.libraries.push_back({"libfoo.so.1", false});
    library.runpath = {"$ORIGIN/.."};
    CHECK(verdict(target, {file("p/libfoo.so.1", {library})}) == error + ", missing-library warning");
  }
}

TEST_CASE("executable-stack and text-relocations") {
  Artifact image = elf(Architecture::x86_64);
  image.executable_stack = true;
  Target target = manylinux_2_17();
  CHECK(verdict(target, {file("x.so", {image})}) == "executable-stack note");
  target.libc_version = Version{2, 41, 0};
  CHECK(verdict(target, {file("x.so", {image})}) == "executable-stack error");
  Artifact relocated = elf(Architecture::aarch64, Libc::bionic);
  relocated.text_relocations = true;
  Target android = linux_target(Architecture::aarch64, Libc::bionic);
  android.system = System::android;
  android.system_version = Version{24, 0, 0};
  relocated.libraries = {};
  CHECK(verdict(android, {file("x.so", {relocated})}) == "text-relocations error");
}
