// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "rules/build.hpp"

using namespace platlint;
using namespace platlint::build;

namespace {

Artifact of_kind(Kind kind, Architecture architecture = Architecture::x86_64) {
  Artifact image = elf(architecture);
  image.kind = kind;
  return image;
}

Artifact pie() {
  Artifact image = of_kind(Kind::executable);
  image.interpreter = "/lib64/ld-linux-x86-64.so.2";
  image.never_opened = true;
  return image;
}

Artifact program(std::string interpreter, Libc libc = Libc::glibc) {
  Artifact image = elf(Architecture::x86_64, libc);
  image.kind = Kind::executable;
  image.interpreter = std::move(interpreter);
  return image;
}

Artifact packed(Libc libc) {
  Artifact image = elf(Architecture::x86_64, libc);
  image.relative_relocations = true;
  return image;
}

Target glibc(std::optional<Version> version = std::nullopt) {
  Target target = linux_target(Architecture::x86_64);
  target.libc_version = version;
  return target;
}

Target musl(std::optional<Version> version, std::string distribution = {}) {
  Target target = linux_target(Architecture::x86_64, Libc::musl);
  target.libc_version = version;
  target.distribution = std::move(distribution);
  return target;
}

const std::string module_name = "_x.cpython-311-x86_64-linux-gnu.so";

Package python_package() {
  Package package;
  package.name = "demo";
  package.ecosystem = Ecosystem::python;
  return package;
}

}  // namespace

TEST_CASE("wrong-kind: what is no shared library under a module's name") {
  for (const Kind kind : {Kind::object, Kind::static_archive, Kind::debug, Kind::other}) {
    CAPTURE(name(kind));
    for (const std::string& path : {module_name, std::string("_x.abi3.so"), std::string("build/Release/x.node")})
      CHECK(verdict(glibc(), {file(path, {of_kind(kind)})}) == "wrong-kind error");
    CHECK(verdict(glibc(), {file("x.so", {of_kind(kind)})}) == "");
    CHECK(verdict(glibc(), {file("x.so", {of_kind(kind)})}, {python_package()}) == "wrong-kind error");
    CHECK(verdict(glibc(), {file("x.o", {of_kind(kind)})}, {python_package()}) == "");
  }
  SUBCASE("code for no CPU is data but under a module's own name") {
    for (const Architecture architecture : {Architecture::bpf, Architecture::cuda}) {
      const Artifact image = of_kind(Kind::object, architecture);
      CHECK(verdict(glibc(), {file(module_name, {image})}) == "wrong-kind error");
      CHECK(verdict(glibc(), {file("probe.bpf.o", {image})}) == "");
      CHECK(verdict(glibc(), {file("probe.so", {image})}, {python_package()}) == "");
    }
    CHECK(verdict(glibc(), {file(module_name, {of_kind(Kind::library, Architecture::amdgpu)})}) == "wrong-kind error");
  }
  SUBCASE("a COFF object") {
    Artifact coff = of_kind(Kind::object);
    coff.format = Format::coff;
    CHECK(verdict(glibc(), {file(module_name, {coff})}) == "wrong-kind error");
    CHECK(verdict(windows(Architecture::x86_64), {file("_x.pyd", {coff})}) == "wrong-kind error");
    CHECK(verdict(windows(Architecture::x86_64), {file("_x.cp311-win_amd64.pyd", {coff})}) == "wrong-kind error");
    CHECK(verdict(glibc(), {file("_x.pyd", {coff})}) == "");
  }
  SUBCASE("debug companions in their places") {
    for (const std::string place : {".debug/", "pkg/.debug/", "usr/lib/debug/usr/lib/python3/dist-packages/",
                                    "_x.so.dSYM/Contents/Resources/DWARF/"}) {
      CHECK(verdict(glibc(), {file(place + module_name, {of_kind(Kind::debug)})}) == "");
      CHECK(verdict(glibc(), {file(place + module_name, {of_kind(Kind::object)})}) == "wrong-kind error");
    }
  }
  SUBCASE("a name that Python on the target never tries") {
    CHECK(verdict(glibc(), {file("_x.cpython-311-darwin.so", {of_kind(Kind::object)})}) == "");
    CHECK(verdict(glibc(), {file("_x.cpython-311-aarch64-linux-gnu.so", {of_kind(Kind::object)})}) == "");
  }
}

TEST_CASE("wrong-kind: a program under a module's name") {
  CHECK(verdict(glibc(), {file(module_name, {pie()})}) == "wrong-kind error");
  CHECK(verdict(glibc(Version{2, 30, 0}), {file(module_name, {pie()})}) == "wrong-kind error");
  CHECK(verdict(glibc(Version{2, 29, 0}), {file(module_name, {pie()})}) == "wrong-kind warning");
  CHECK(verdict(glibc(), {file("lib.so", {pie()})}, {python_package()}) == "");  // started, as Android's programs are
  Artifact unmarked = pie();
  unmarked.never_opened = false;  // linked before DF_1_PIE was: glibc opens it
  CHECK(verdict(glibc(), {file(module_name, {unmarked})}) == "");
  Artifact closed = elf(Architecture::x86_64);
  closed.never_opened = true;  // DF_1_NOOPEN
  CHECK(verdict(glibc(), {file(module_name, {closed})}) == "wrong-kind error");
  CHECK(verdict(glibc(), {file("libx.so.1", {closed})}) == "");
  Artifact main = macho(Architecture::aarch64);
  main.kind = Kind::executable;
  CHECK(verdict(macos({Architecture::aarch64}), {file("_x.cpython-311-darwin.so", {main})}) == "wrong-kind error");
  Artifact exe = pe(Architecture::x86_64);
  exe.kind = Kind::executable;
  CHECK(verdict(windows(Architecture::x86_64), {file("_x.pyd", {exe})}) == "wrong-kind error");
  CHECK(verdict(windows(Architecture::x86_64), {file("x.exe", {exe})}) == "");
}

TEST_CASE("wrong-kind: an identification that glibc refuses") {
  Artifact odd = elf(Architecture::x86_64);
  odd.odd_identification = true;
  for (const std::string path : {"_x.abi3.so", "libx.so.1", "x.node"})
    CHECK(verdict(glibc(), {file(path, {odd})}) == "wrong-kind error");
  Artifact for_musl = elf(Architecture::x86_64, Libc::musl);
  for_musl.odd_identification = true;
  CHECK(verdict(musl(Version{1, 2, 5}), {file("x.so", {for_musl})}) == "");
  odd.kind = Kind::executable;  // an AppImage is started, not loaded
  odd.interpreter = "/lib64/ld-linux-x86-64.so.2";
  CHECK(verdict(glibc(), {file("x.AppImage", {odd})}) == "");
}

TEST_CASE("foreign-interpreter") {
  const std::string nix = "/nix/store/abc-glibc-2.39/lib/ld-linux-x86-64.so.2";
  CHECK(verdict(glibc(), {file("bin/x", {program(nix)})}) == "foreign-interpreter error");
  CHECK(verdict(glibc(), {file("bin/x", {program("/gnu/store/abc/lib/ld-linux-x86-64.so.2")})}) ==
        "foreign-interpreter error");
  CHECK(verdict(glibc(), {file("x", {program("/home/linuxbrew/.linuxbrew/lib/ld.so", Libc::unknown)})}) ==
        "foreign-interpreter error");
  for (const std::string own : {"/lib64/ld-linux-x86-64.so.2", "/lib/x86_64-linux-gnu/ld-linux-x86-64.so.2",
                                "/usr/lib64/ld-linux-x86-64.so.2", "/lib/ld-linux-x86-64.so.2"})
    CHECK(verdict(glibc(), {file("x", {program(own)})}) == "");
  SUBCASE("in the bundle, read or not") {
    const Entry loader = file("lib/ld-linux-x86-64.so.2", {elf(Architecture::x86_64)});
    CHECK(verdict(glibc(), {file("bin/x", {program(nix)}), loader}) == "");
    Entry unread = damaged("lib/ld-linux-x86-64.so.2", {Damage::Kind::unreadable, "why"});
    CHECK(verdict(glibc(), {file("bin/x", {program(nix)}), unread}) == "unreadable-artifact warning");
  }
  SUBCASE("another C library is wrong-libc's; a target that declares none has both") {
    const std::string other = "/lib/ld-musl-x86_64.so.1";
    CHECK(verdict(glibc(), {file("x", {program(other, Libc::musl)})}) == "wrong-libc error");
    const Target either = linux_target(Architecture::x86_64, Libc::unknown);
    CHECK(verdict(either, {file("x", {program(other, Libc::musl)})}) == "");
    CHECK(verdict(either, {file("x", {program("/lib64/ld-linux-x86-64.so.2")})}) == "");
    CHECK(verdict(either, {file("x", {program(nix)})}) == "foreign-interpreter error");
    CHECK(verdict(either, {file("x", {program("/system/bin/linker64", Libc::unknown)})}) ==
          "foreign-interpreter error");
  }
  SUBCASE("what is opened has no interpreter, what is static neither") {
    CHECK(verdict(glibc(), {file("libx.so.1", {program(nix)})}) == "");
    Artifact started = program(nix);
    started.never_opened = true;
    CHECK(verdict(glibc(), {file("libx.so", {started})}) == "foreign-interpreter error");
    CHECK(verdict(glibc(), {file("x", {program("", Libc::none)})}) == "");
  }
}

TEST_CASE("missing-code-signature") {
  Artifact bare = macho(Architecture::aarch64);
  bare.unsigned_code = true;
  Artifact intel = macho(Architecture::x86_64);
  intel.unsigned_code = true;
  const Target arm = macos({Architecture::aarch64});
  CHECK(verdict(arm, {file("x.dylib", {bare})}) == "missing-code-signature error");
  CHECK(verdict(arm, {file("x.dylib", {intel, bare})}) == "missing-code-signature error");
  CHECK(verdict(macos({Architecture::x86_64}), {file("x.dylib", {intel})}) == "");
  CHECK(verdict(macos({Architecture::x86_64}), {file("x.dylib", {intel, bare})}) == "");
  CHECK(verdict(arm, {file("x.dylib", {macho(Architecture::aarch64)})}) == "");
  Target device = arm;
  device.system = System::ios;
  bare.system = System::ios;
  CHECK(verdict(device, {file("x.dylib", {bare})}) == "");
}

TEST_CASE("invalid-code-signature") {
  Artifact changed = macho(Architecture::aarch64);
  changed.changed_page = 0;
  const Target arm = macos({Architecture::aarch64});
  CHECK(verdict(arm, {file("x.dylib", {changed})}) == "invalid-code-signature error");
  CHECK(verdict(arm, {file("x.dylib", {macho(Architecture::x86_64), changed})}) == "invalid-code-signature error");
  CHECK(verdict(macos({Architecture::x86_64}), {file("x.dylib", {macho(Architecture::x86_64), changed})}) == "");
}

TEST_CASE("relocations-too-new: musl") {
  const Entry entry = file("x.so", {packed(Libc::musl)});
  CHECK(verdict(musl(Version{1, 2, 3}, "Alpine 3.17"), {entry}) == "relocations-too-new error");
  CHECK(verdict(musl(Version{1, 2, 4}, "Alpine 3.18"), {entry}) == "");
  CHECK(verdict(musl(Version{1, 2, 5}, "Alpine 3.20"), {entry}) == "");
  // A tag is a series: musllinux_1_2 is musl 1.2.3 and 1.2.4. No musl of musllinux_1_1 reads them.
  CHECK(verdict(musl(Version{1, 2, 0}), {entry}) == "relocations-too-new note");
  CHECK(verdict(musl(Version{1, 1, 0}), {entry}) == "relocations-too-new error");
  CHECK(verdict(musl(std::nullopt), {entry}) == "relocations-too-new note");
  CHECK(verdict(musl(Version{1, 2, 3}, "Alpine 3.17"), {file("x.so", {packed(Libc::glibc)})}) ==
        "relocations-too-new error, wrong-libc warning");
  CHECK(verdict(musl(Version{1, 2, 3}, "Alpine 3.17"), {file("x.so", {elf(Architecture::x86_64, Libc::musl)})}) == "");
}

TEST_CASE("relocations-too-new: glibc and Android") {
  CHECK(verdict(glibc(Version{2, 17, 0}), {file("x.so", {packed(Libc::musl)})}) == "wrong-libc error");
  CHECK(verdict(glibc(Version{2, 35, 0}), {file("x.so", {packed(Libc::glibc)})}) == "relocations-too-new error");
  CHECK(verdict(glibc(Version{2, 36, 0}), {file("x.so", {packed(Libc::glibc)})}) == "");
  Artifact versioned = packed(Libc::glibc);
  versioned.version_needs = {{"libc.so.6", "GLIBC_2.2.5", false}};
  CHECK(verdict(glibc(Version{2, 36, 0}), {file("x.so", {versioned})}) == "relocations-too-new error");
  CHECK(verdict(glibc(), {file("x.so", {versioned})}) == "relocations-too-new error");
  versioned.version_needs.push_back({"libc.so.6", "GLIBC_ABI_DT_RELR", false});
  CHECK(verdict(glibc(Version{2, 36, 0}), {file("x.so", {versioned})}) == "");
  // Reported by glibc-too-new, in the table
  CHECK(verdict(glibc(Version{2, 35, 0}), {file("x.so", {versioned})}) == "");
  Artifact alone = packed(Libc::none);
  alone.kind = Kind::executable;
  CHECK(verdict(glibc(Version{2, 17, 0}), {file("x", {alone})}) == "");
  Target android = linux_target(Architecture::x86_64, Libc::bionic);
  android.system = System::android;
  android.system_version = Version{29, 0, 0};
  const Entry entry = file("libx.so", {packed(Libc::bionic)});
  CHECK(verdict(android, {entry}) == "relocations-too-new error");
  android.system_version = Version{30, 0, 0};
  CHECK(verdict(android, {entry}) == "");
}

TEST_CASE("each image of a file and each file of a bundle is asked") {
  Artifact refused = packed(Libc::glibc), told = packed(Libc::glibc), alone = packed(Libc::none);
  refused.version_needs = {{"libm.so.6", "GLIBC_2.2.5", false}, {"libc.so.6", "GLIBC_2.2.5", false}};
  told.version_needs = {{"libc.so.6", "GLIBC_2.2.5", false}, {"libc.so.6", "GLIBC_ABI_DT_RELR", false}};
  alone.kind = Kind::executable;
  const Target target = glibc(Version{2, 36, 0});
  for (const Artifact& first : {elf(Architecture::x86_64), packed(Libc::glibc), told, alone}) {
    CHECK(verdict(target, {file("x.so", {first})}) == "");
    CHECK(verdict(target, {file("x.so", {first, refused})}) == "relocations-too-new error");
  }
  CHECK(verdict(target, {file("x.so", {refused, refused})}) == "relocations-too-new error, relocations-too-new error");
  const Artifact own = program("/lib64/ld-linux-x86-64.so.2"), nix = program("/nix/store/x/ld.so");
  for (const Artifact& first : {own, elf(Architecture::x86_64), program("")}) {
    CHECK(verdict(glibc(), {file("bin/a", {first, nix})}) == "foreign-interpreter error");
    CHECK(verdict(glibc(), {file("bin/a", {first}), file("bin/b", {nix})}) == "foreign-interpreter error");
  }
  CHECK(verdict(glibc(), {file("bin/a", {nix}), file("bin/b", {nix})}) ==
        "foreign-interpreter error, foreign-interpreter error");
}

TEST_CASE("missing-code-signature: only arm64 code of macOS that is not signed") {
  Artifact bare = macho(Architecture::aarch64), arm64e = macho(Architecture::arm64e), ios = bare;
  bare.unsigned_code = arm64e.unsigned_code = ios.unsigned_code = true;
  ios.system = System::ios;
  const Target arm = macos({Architecture::aarch64});
  CHECK(verdict(arm, {file("x.dylib", {macho(Architecture::aarch64), bare})}) == "missing-code-signature error");
  CHECK(verdict(arm, {file("x.dylib", {bare, bare})}) == "missing-code-signature error, missing-code-signature error");
  CHECK(verdict(macos({Architecture::arm64e}), {file("x.dylib", {arm64e})}) == "missing-code-signature error");
  CHECK(verdict(arm, {file("x.dylib", {ios})}).find("missing-code-signature") == std::string::npos);
}
