// SPDX-License-Identifier: Apache-2.0
// What rules say: each branch of each message.
#include <doctest/doctest.h>

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "platlint/sysroot.hpp"
#include "rules/build.hpp"

using namespace platlint;
using namespace platlint::build;

namespace {

/// The messages of a rule about these files, one a line.
std::string said(const Rule& rule, const Target& target, const std::vector<Entry>& entries,
                 const std::vector<Package>& packages = {}) {
  Bundle bundle;
  bundle.entries = entries;
  Ownership ownership{packages, {}};
  ownership.owner.assign(entries.size(), packages.empty() ? std::nullopt : std::optional<std::size_t>(0));
  std::string text;
  for (const Finding& finding : checked({bundle, ownership, target})) {
    if (finding.rule == &rule) text += (text.empty() ? "" : "\n") + finding.message;
  }
  return text;
}

std::string said(const Rule& rule, const Target& target, const Artifact& image, const std::string& path = "a/x.so") {
  return said(rule, target, {file(path, {image})});
}

Artifact changed(Artifact image, const std::function<void(Artifact&)>& change) {
  change(image);
  return image;
}

Target with_glibc(const Version& version) {
  Target target = linux_target(Architecture::x86_64);
  target.libc_version = version;
  return target;
}

Target android(int level) {
  Target target = linux_target(Architecture::aarch64, Libc::bionic);
  target.system = System::android;
  target.system_version = Version{level, 0, 0};
  return target;
}

const Artifact intel = elf(Architecture::x86_64), musl = elf(Architecture::x86_64, Libc::musl),
               bionic = elf(Architecture::aarch64, Libc::bionic);
const Target glibc = linux_target(Architecture::x86_64), on_musl = linux_target(Architecture::x86_64, Libc::musl);

}  // namespace

TEST_CASE("messages: another C library") {
  CHECK(said(rule::wrong_libc, glibc, musl) == "built for musl, target has glibc: it needs libc.musl-x86_64.so.1");
  CHECK(said(rule::wrong_libc, on_musl, intel) ==
        "built for glibc, target has musl: musl loads such a file, but may lack a function that it needs");
  CHECK(
      said(rule::wrong_libc, on_musl, elf(Architecture::x86_64, Libc::unknown), "x.cpython-312-x86_64-linux-gnu.so") ==
      "named for glibc, target has musl: CPython there never imports it");
}

TEST_CASE("messages: another machine or system") {
  const Target both = macos({Architecture::x86_64, Architecture::aarch64});
  CHECK(said(rule::wrong_format, glibc, macho(Architecture::aarch64)) == "Mach-O arm64, target is ELF x86_64 (glibc)");
  CHECK(said(rule::wrong_architecture, glibc, elf(Architecture::aarch64)) ==
        "ELF aarch64 (glibc), target is ELF x86_64 (glibc)");
  CHECK(said(rule::missing_slice, both, macho(Architecture::x86_64)) == "Mach-O x86_64 has no slice for arm64");
  CHECK(said(rule::missing_slice, both, {file("x", {macho(Architecture::i686), macho(Architecture::ppc)})}) ==
        "Mach-O universal (i386, ppc) has no slice for x86_64 and arm64");
  CHECK(said(rule::wrong_format, glibc, {file("x", {macho(Architecture::x86_64), macho(Architecture::aarch64)})}) ==
        "Mach-O universal (x86_64, arm64), target is ELF x86_64 (glibc)");
  CHECK(said(rule::wrong_system, macos({Architecture::aarch64}), macho(Architecture::aarch64, System::ios)) ==
        "built for ios, target is macos");
}

TEST_CASE("messages: what cannot be read, or is something else") {
  const auto of = [](const Rule& rule, Damage::Kind kind, const std::string& reason, const std::string& path = "x.so") {
    return said(rule, glibc, {damaged(path, {kind, reason})});
  };
  CHECK(of(rule::truncated_artifact, Damage::Kind::truncated, "why") == "cut short: why");
  CHECK(of(rule::unreadable_artifact, Damage::Kind::unreadable, "why") == "not judged: why");
  CHECK(of(rule::not_a_binary, Damage::Kind::not_a_binary, "text") == "named like a binary, but is text");
  const auto judged = [](const std::string& path, const std::string& reason) {
    return verdict(glibc, {damaged(path, {Damage::Kind::not_a_binary, reason})});
  };
  CHECK(judged("x.so", "text") == "not-a-binary error");
  CHECK(judged("x.so", "a linker script") == "not-a-binary note");
  CHECK(judged("x.dll", "text") == "not-a-binary note");
  CHECK(judged("x", "text") == "not-a-binary note");
}

TEST_CASE("messages: what a module's name promises") {
  const auto kind = [](Kind of, Architecture architecture = Architecture::x86_64, bool never_opened = false) {
    Artifact image = elf(architecture);
    image.kind = of;
    image.never_opened = never_opened;
    return said(rule::wrong_kind, glibc, image, "x.node");
  };
  const std::string start = "named like a module, but is ";
  CHECK(kind(Kind::object) == start + "an object file");
  CHECK(kind(Kind::static_archive) == start + "an archive of objects");
  CHECK(kind(Kind::debug) == start + "debug information without code");
  CHECK(kind(Kind::executable, Architecture::x86_64, true) == start + "a program");
  CHECK(kind(Kind::library, Architecture::x86_64, true) ==
        start + "a library that dlopen refuses (DF_1_NOOPEN, or no dynamic section)");
  CHECK(kind(Kind::other) == start + "no library");
  CHECK(kind(Kind::object, Architecture::bpf) == start + "a BPF object");
  CHECK(kind(Kind::object, Architecture::cuda) == start + "code for a graphics processor");
}

TEST_CASE("messages: packed relocations") {
  const auto of = [](const Target& target, const Artifact& image) {
    return said(rule::relocations_too_new, target,
                changed(image, [](Artifact& it) { it.relative_relocations = true; }));
  };
  const Artifact versioned = changed(intel, [](Artifact& it) {
    it.version_needs = {{"libc.so.6", "GLIBC_2.2.5", false}};
  });
  CHECK(of(with_glibc({2, 35, 0}), intel) == "has packed relocations (DT_RELR), which glibc 2.35 ignores");
  CHECK(of(with_glibc({2, 36, 0}), versioned) ==
        "has packed relocations (DT_RELR), but does not need GLIBC_ABI_DT_RELR: glibc refuses it");
  CHECK(of(android(29), bionic) ==
        "has packed relocations (DT_RELR), which need Android API 30, target has Android API 29");
  CHECK(of(on_musl, musl) == "has packed relocations (DT_RELR), which need musl 1.2.4, target has any musl");
  Target old = on_musl;
  old.libc_version = Version{1, 1, 24};
  CHECK(of(old, musl) == "has packed relocations (DT_RELR), which need musl 1.2.4, target has musl 1.1.24");
}

TEST_CASE("messages: releases, processors and pages") {
  const auto newer = [](const Version& version) { return [=](Artifact& image) { image.minimum_system = version; }; };
  Target mac = macos({Architecture::aarch64});
  mac.system_version = Version{12, 0, 0};
  CHECK(said(rule::os_too_new, mac, changed(macho(Architecture::aarch64), newer({13, 1, 0}))) ==
        "needs macOS 13.1, target has macOS 12.0");
  CHECK(said(rule::os_too_new, android(24), changed(bionic, newer({30, 0, 0}))) ==
        "needs Android API 30, target has Android API 24");
  const auto level = [](std::uint8_t has, std::uint8_t wanted) {
    Target target = glibc;
    target.x86_level = has;
    return said(rule::cpu_too_new, target, changed(intel, [&](Artifact& it) { it.x86_level = wanted; }));
  };
  CHECK(level(1, 2) == "needs a processor of level x86-64-v2, target promises x86-64");
  CHECK(level(2, 3) == "needs a processor of level x86-64-v3, target promises x86-64-v2");
  Target arm = linux_target(Architecture::armv7l);
  arm.arm_version = 6;
  CHECK(said(rule::cpu_too_new, arm, changed(elf(Architecture::armv7l), [](Artifact& it) { it.arm_version = 7; })) ==
        "needs an ARMv7 processor, target promises ARMv6");
  const auto page = [](const Target& target, const Artifact& image, std::uint32_t size) {
    return said(rule::small_page_alignment, target, changed(image, [&](Artifact& it) { it.page_size = size; }));
  };
  const std::string end = ", which devices with pages of 16 KiB refuse";
  CHECK(page(android(35), bionic, 0x1000) == "its segments are aligned to 4 KiB" + end);
  CHECK(page(android(35), bionic, 1024) == "its segments are aligned to 1 KiB" + end);
  CHECK(page(android(35), bionic, 1023) == "its segments are aligned to 1023 bytes" + end);
  CHECK(page(find_target("rhel:8:arm64", no_environment), elf(Architecture::aarch64), 0x4000)
            .starts_with("its segments are aligned to 16 KiB, which the loader of "));
  CHECK(said(rule::executable_stack, with_glibc({2, 41, 0}), changed(intel, [](Artifact& it) {
               it.executable_stack = true;
             })) == "asks for an executable stack, which glibc 2.41 and later refuse");
  CHECK(said(rule::executable_stack, glibc, changed(intel, [](Artifact& it) { it.executable_stack = true; })) ==
        "asks for an executable stack, which later glibcs (2.41) refuse");
  const auto relocated = [](Artifact& it) { it.text_relocations = true; };
  CHECK(said(rule::text_relocations, android(30), changed(bionic, relocated)) ==
        "has text relocations, which Android refuses");
  CHECK(said(rule::text_relocations, on_musl, changed(musl, relocated)) ==
        "has text relocations: musl makes its code writable, which hardened kernels refuse");
}

TEST_CASE("messages: a library that is not there") {
  const auto lacking = [](const Target& target, const std::string& library, const std::vector<Entry>& others = {},
                          const std::vector<std::string>& rpath = {}) {
    Artifact image = elf(target.architectures.front(), target.libc);
    image.libraries = {{library, false}};
    image.rpath = rpath;
    std::vector<Entry> entries{file("a/x.so", {image})};
    entries.insert(entries.end(), others.begin(), others.end());
    return said(rule::missing_library, target, entries);
  };
  const Target debian = find_target("debian:12", no_environment);
  CHECK(lacking(debian, "libcuda.so.1") ==
        "needs libcuda.so.1, which is not in the bundle; it comes with the driver of the machine");
  CHECK(lacking(debian, "lib/libq.so") ==
        "needs lib/libq.so, a path that starts in the working directory of the "
        "process: the loader does not search for it");
  CHECK(lacking(debian, "/opt/libq.so").find("working directory") == std::string::npos);
  CHECK(lacking(debian, "libgomp.so.1") ==
        "needs libgomp.so.1, which is neither in the bundle nor in debian:12 as it is published");
  CHECK(lacking(with_glibc({2, 17, 0}), "libpq.so.5") ==
        "needs libpq.so.5, which is neither in the bundle nor part of the target");
  CHECK(lacking(glibc, "libq.so") == "needs libq.so, which is not in the bundle; it is not known if the target has it");
  auto sysroot = std::make_shared<Sysroot>();
  sysroot->root = "root.tar";
  sysroot->architecture = Architecture::x86_64;
  sysroot->libc = Libc::glibc;
  sysroot->directories = {"usr/lib"};
  sysroot->libraries = {{"opt/q/libq.so", {}}};
  Target known = glibc;
  known.sysroot = sysroot;
  CHECK(lacking(known, "libq.so") ==
        "needs libq.so, which root.tar holds in /opt/q, where its loader does not look: "
        "ld.so.conf or LD_LIBRARY_PATH must lead there");
  CHECK(lacking(known, "libr.so") == "needs libr.so, which is neither in the bundle nor in root.tar");
  const Entry there = file("b/libq.so", {intel});
  CHECK(lacking(glibc, "libq.so", {there}) ==
        "needs libq.so, which is in the bundle, but not where a loader looks for it: code must load it first, or "
        "LD_LIBRARY_PATH must lead there");
  const Entry reaching = file("c/y.so", {changed(intel, [](Artifact& it) { it.rpath = {"$ORIGIN/../b"}; })});
  CHECK(lacking(glibc, "libq.so", {there, reaching}) ==
        "needs libq.so, which is in the bundle, but not where its loader looks: something must load it first");
}

TEST_CASE("messages: a Node package that brings libraries of another") {
  Package sharp;
  sharp.name = "@img/sharp-linux-x64";
  sharp.path = "node_modules/@img/sharp-linux-x64";
  sharp.ecosystem = Ecosystem::node;
  const auto lacking = [&](const std::vector<std::string>& rpath, const std::vector<std::string>& runpath = {}) {
    Artifact image = intel;
    image.libraries = {{"libvips.so.42", false}};
    image.rpath = rpath;
    image.runpath = runpath;
    return said(rule::missing_native_code, glibc, {file(sharp.path + "/lib/x.node", {image})}, {sharp});
  };
  const auto of = [](const std::string& partner) {
    return "needs libvips.so.42 of " + partner + ": that package is not there, or is another release";
  };
  const std::string vips = "$ORIGIN/../../sharp-libvips/lib";
  CHECK(lacking({vips}) == of("@img/sharp-libvips"));
  CHECK(lacking({"$ORIGIN", "/usr/lib", vips}) == of("@img/sharp-libvips"));
  CHECK(lacking({"$ORIGIN/../../../plain/lib"}) == of("plain"));
  CHECK(lacking({vips}, {"$ORIGIN/../../../plain"}) == of("plain"));
  CHECK(lacking({vips}, {"$ORIGIN"}).empty());
  CHECK(lacking({"$ORIGIN/../../../../lib"}).empty());
  CHECK(lacking({}).empty());
  sharp.ecosystem = Ecosystem::python;
  CHECK(lacking({vips}).empty());
}

TEST_CASE("messages: addons for other Nodes are listed") {
  Target node = glibc;
  node.node = Node{22, false};
  Package package;
  package.name = "p";
  package.ecosystem = Ecosystem::node;
  const auto built = [&](const std::vector<int>& abis) {
    std::vector<Entry> entries;
    for (const int abi : abis)
      entries.push_back(file("x/node.abi" + std::to_string(abi) + ".node",
                             {changed(intel, [&](Artifact& it) { it.node_abi = static_cast<std::uint16_t>(abi); })}));
    return said(rule::wrong_node_abi, node, entries, {package});
  };
  CHECK(built({115}) == "built for Node 20 (NODE_MODULE_VERSION 115), target has Node 22 (127)");
  CHECK(built({108, 115}) ==
        "built for Node 18 and Node 20 (NODE_MODULE_VERSION 108 and 115), target has Node 22 (127)");
  CHECK(built({93, 108, 115}) ==
        "built for Node 16, Node 18 and Node 20 (NODE_MODULE_VERSION 93, 108 and 115), target "
        "has Node 22 (127)");
  CHECK(built({1}) == "built for another Node (NODE_MODULE_VERSION 1), target has Node 22 (127)");
}

TEST_CASE("messages: versions") {
  const auto needing = [](const std::string& library, const std::string& version) {
    return changed(intel, [&](Artifact& it) {
      it.libraries.push_back({library, false});
      it.version_needs = {{library, version, false}};
    });
  };
  const Target old = find_target("manylinux_2_17_x86_64", no_environment);
  CHECK(said(rule::glibc_too_new, old, needing("libc.so.6", "GLIBC_2.28")) == "needs glibc 2.28, target has 2.17");
  CHECK(said(rule::glibc_too_new, old, needing("libc.so.6", "GLIBC_ABI_DT_RELR")) ==
        "needs GLIBC_ABI_DT_RELR, target has 2.17");
  CHECK(said(rule::libstdcxx_too_new, old, needing("libstdc++.so.6", "GLIBCXX_3.4.29"))
            .starts_with("needs GLIBCXX_3.4.29 of libstdc++.so.6, target has GLIBCXX_3.4.1"));
  CHECK(said(rule::missing_version, old, needing("libz.so.1", "ZLIB_1.2.99"))
            .starts_with("needs ZLIB_1.2.99 of libz.so.1, target has ZLIB_1.2."));
}

TEST_CASE("messages: changed code and a library's bytes") {
  CHECK(said(rule::invalid_code_signature, macos({Architecture::aarch64}),
             changed(macho(Architecture::aarch64), [](Artifact& it) { it.changed_page = 4096; })) ==
        "was changed after it was signed, from byte 4096 on: Apple silicon kills what loads it");
  CHECK(said(rule::wrong_kind, glibc, changed(intel, [](Artifact& it) { it.odd_identification = true; })) ==
        "is a library whose ELF identification glibc refuses (OS ABI, ABI version or padding)");
}
