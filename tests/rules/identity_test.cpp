// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "rules/build.hpp"

using namespace platlint;
using namespace platlint::build;

TEST_CASE("a file of the target's own kind fits") {
  CHECK(verdict(linux_target(Architecture::x86_64), {file("x.so", {elf(Architecture::x86_64)})}) == "");
  CHECK(verdict(macos({Architecture::aarch64}), {file("x.so", {macho(Architecture::aarch64)})}) == "");
  CHECK(verdict(windows(Architecture::i686), {file("x.pyd", {pe(Architecture::i686)})}) == "");
}

TEST_CASE("wrong-format") {
  CHECK(verdict(linux_target(Architecture::x86_64), {file("x.so", {macho(Architecture::x86_64)})}) ==
        "wrong-format error");
  CHECK(verdict(linux_target(Architecture::x86_64), {file("x.pyd", {pe(Architecture::x86_64)})}) ==
        "wrong-format error");
  CHECK(verdict(macos({Architecture::aarch64}), {file("x", {elf(Architecture::aarch64)})}) == "wrong-format error");
  SUBCASE("a fat file is reported once") {
    CHECK(verdict(linux_target(Architecture::x86_64),
                  {file("x.so", {macho(Architecture::x86_64), macho(Architecture::aarch64)})}) == "wrong-format error");
  }
  SUBCASE("the message has both sides") {
    const Entry entry = file("x.so", {macho(Architecture::aarch64)});
    const Target target = linux_target(Architecture::x86_64);
    const Bundle bundle{"b", 0, {entry}, {}, {}};
    const Findings findings = checked({bundle, {{}, {std::nullopt}}, target});
    REQUIRE(findings.size() == 1);
    CHECK(findings[0].message == "Mach-O arm64, target is ELF x86_64 (glibc)");
    CHECK(findings[0].path == "x.so");
  }
}

TEST_CASE("wrong-architecture") {
  CHECK(verdict(linux_target(Architecture::x86_64), {file("x", {elf(Architecture::aarch64)})}) ==
        "wrong-architecture error");
  CHECK(verdict(linux_target(Architecture::x86_64), {file("x", {elf(Architecture::x32)})}) ==
        "wrong-architecture error");
  CHECK(verdict(linux_target(Architecture::armv7l), {file("x", {elf(Architecture::armel)})}) ==
        "wrong-architecture error");
  CHECK(verdict(linux_target(Architecture::ppc64le), {file("x", {elf(Architecture::ppc64)})}) ==
        "wrong-architecture error");
  CHECK(verdict(macos({Architecture::aarch64}), {file("x", {macho(Architecture::arm64e)})}) ==
        "wrong-architecture error");
  CHECK(verdict(windows(Architecture::aarch64), {file("x", {pe(Architecture::arm64ec)})}) ==
        "wrong-architecture error");
  SUBCASE("what does serve") {
    CHECK(verdict(linux_target(Architecture::armv7l), {file("x", {elf(Architecture::armv7)})}) == "");
    CHECK(verdict(windows(Architecture::aarch64), {file("x", {pe(Architecture::arm64x)})}) == "");
  }
}

TEST_CASE("missing-slice") {
  const std::vector<Artifact> both{macho(Architecture::x86_64), macho(Architecture::aarch64)};
  const Target universal = macos({Architecture::x86_64, Architecture::aarch64});
  CHECK(verdict(universal, {file("x", both)}) == "");
  CHECK(verdict(universal, {file("x", {macho(Architecture::aarch64)})}) == "missing-slice error");
  CHECK(verdict(universal, {file("x", {macho(Architecture::ppc)})}) == "wrong-architecture error");
  CHECK(verdict(macos({Architecture::aarch64}), {file("x", both)}) == "");
  CHECK(verdict(macos({Architecture::aarch64}),
                {file("x", {macho(Architecture::i686), macho(Architecture::x86_64)})}) == "missing-slice error");
}

TEST_CASE("wrong-system") {
  CHECK(verdict(macos({Architecture::aarch64}), {file("x", {macho(Architecture::aarch64, System::ios)})}) ==
        "wrong-system error");
  Artifact bsd = elf(Architecture::x86_64, Libc::unknown);
  bsd.system = System::freebsd;
  CHECK(verdict(linux_target(Architecture::x86_64), {file("x", {bsd})}) == "wrong-system error");
}

TEST_CASE("what no loader of the target is asked for is never wrong") {
  const Target target = linux_target(Architecture::x86_64);
  Artifact object = elf(Architecture::aarch64);
  object.kind = Kind::object;
  Artifact library = pe(Architecture::i686);
  library.kind = Kind::static_archive;
  Artifact bpf = elf(Architecture::bpf);
  Artifact assembly = pe(Architecture::any);
  CHECK(verdict(target,
                {file("a.o", {object}), file("b.lib", {library}), file("c", {bpf}), file("d.dll", {assembly})}) == "");
  Artifact module;
  module.format = Format::wasm;
  module.kind = Kind::module;
  module.architecture = Architecture::wasm32;
  CHECK(verdict(target, {file("data.wasm", {module})}) == "");
  CHECK(verdict(target, {file("_x.cpython-312-wasm32-emscripten.so", {module})}) == "wrong-format error");
  CHECK(verdict(target, {file("x.whl!/_x.cpython-312-wasm32-emscripten.so", {module})}) != "");
  CHECK(verdict(target, {file("pglite/dist/age.tar.gz!/lib/age.so", {module})}) == "");
  CHECK(verdict(target, {file("node_modules/x/side.so", {module})}) == "");
}
