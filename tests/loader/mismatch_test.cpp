// SPDX-License-Identifier: Apache-2.0
#include "loader/mismatch.hpp"

#include <doctest/doctest.h>

#include <string>

#include "rules/build.hpp"

using namespace platlint;
using namespace platlint::build;

namespace {

/// "format", "slices system", and then how severe: "trusted", "refused", "refused for the libc alone".
std::string against(const Target& target, const Entry& entry) {
  const Mismatch it = mismatch({entry, target});
  std::string text;
  if (it.machine.format) text += "format ";
  if (it.machine.architecture) text += "architecture ";
  if (!it.machine.slices.empty()) text += "slices ";
  if (it.system) text += "system ";
  if (!it.libc.empty()) text += "libc ";
  CHECK(it.any() == !text.empty());
  if (it.is_libc_alone()) return text + "refused for the libc alone";
  return text + (it.refused() ? "refused" : it.any() ? "trusted" : "");
}

}  // namespace

TEST_CASE("a mismatch is one value") {
  const Target glibc = linux_target(Architecture::x86_64);
  const Target musl = linux_target(Architecture::x86_64, Libc::musl);
  const Target universal = macos({Architecture::x86_64, Architecture::aarch64});
  const Artifact own = elf(Architecture::x86_64);
  Artifact freebsd = elf(Architecture::x86_64, Libc::unknown);
  freebsd.system = System::freebsd;
  CHECK(against(glibc, file("x.so", {own})).empty());
  CHECK(against(glibc, file("x.so", {})).empty());
  CHECK(against(glibc, file("x.so", {macho(Architecture::x86_64)})) == "format refused");
  CHECK(against(glibc, file("x.so", {elf(Architecture::aarch64)})) == "architecture refused");
  CHECK(against(universal, file("x.so", {macho(Architecture::x86_64)})) == "slices refused");
  CHECK(against(universal, file("x.so", {macho(Architecture::i686), macho(Architecture::ppc)})) == "slices refused");
  CHECK(against(glibc, file("x.so", {freebsd})) == "system refused");
  CHECK(against(glibc, file("x.so", {elf(Architecture::x86_64, Libc::musl)})) == "libc refused for the libc alone");
  CHECK(against(musl, file("x.so", {own})) == "libc trusted");
  CHECK(against(musl, file("x.so", {own, freebsd})) == "system libc refused");
}

TEST_CASE("why musl does not load a file of glibc's, and why others refuse a C library") {
  const auto why = [](const Artifact& image, Libc wanted = Libc::musl, const std::string& path = "x.so",
                      const Package* package = nullptr) {
    const Target target = linux_target(Architecture::x86_64, wanted);
    const Entry entry = file(path, {image});
    const std::vector<LibcMismatch> all = libc_mismatches({entry, target, package});
    REQUIRE(all.size() == 1);
    return all[0].reason;
  };
  const auto needing = [](const std::string& library) {
    Artifact image = elf(Architecture::x86_64);
    image.libraries.push_back({library, false});
    return image;
  };
  CHECK(why(elf(Architecture::x86_64)).empty());
  CHECK(why(needing("ld-linux-x86-64.so.2")) == "it needs ld-linux-x86-64.so.2");
  CHECK(why(needing("libgcc_s.so.1")) == "it needs libgcc_s.so.1");
  CHECK(why(needing("libstdc++.so.6")) == "it needs libstdc++.so.6");
  CHECK(why(needing("libm.so.6")).empty());
  Artifact started = elf(Architecture::x86_64);
  started.interpreter = "/lib64/ld-linux-x86-64.so.2";
  CHECK(why(started) == "its interpreter is /lib64/ld-linux-x86-64.so.2");
  CHECK(why(started, Libc::bionic) == "it needs /lib64/ld-linux-x86-64.so.2");
  CHECK(why(elf(Architecture::x86_64), Libc::bionic) == "it needs libc.so.6");
  CHECK(why(elf(Architecture::x86_64, Libc::musl), Libc::glibc) == "it needs libc.musl-x86_64.so.1");
  Artifact bare = elf(Architecture::x86_64, Libc::musl);
  bare.libraries.clear();
  CHECK(why(bare, Libc::glibc) == "it needs musl");
  CHECK(why(elf(Architecture::x86_64), Libc::musl, "x.cpython-312-x86_64-linux-gnu.so") ==
        "CPython on musl never imports a -linux-gnu suffix");
  CHECK(why(elf(Architecture::x86_64), Libc::musl, "x.cpython-310-x86_64-linux-gnu.so").empty());
}

TEST_CASE("a symbol that musl lacks is a reason, unless it is bound late") {
  Package java;
  java.ecosystem = Ecosystem::java;
  const auto why = [](const VersionNeed& need, const Package* package = nullptr) {
    Artifact image = elf(Architecture::x86_64);
    image.version_needs = {{"libc.so.6", "GLIBC_2.2.5", false, {"malloc"}}, need};
    const Target target = linux_target(Architecture::x86_64, Libc::musl);
    const Entry entry = file("x.so", {image});
    return libc_mismatches({entry, target, package}).at(0).reason;
  };
  CHECK(why({"libc.so.6", "GLIBC_2.2.5", false, {"memcpy", "__strdup"}}) == "musl has no __strdup");
  CHECK(why({"libc.so.6", "GLIBC_2.2.5", false, {"__strdup"}}, &java).empty());
  CHECK(why({"ld-linux-x86-64.so.2", "GLIBC_2.3", false, {"__tls_get_addr_of_no_musl"}}).empty());
  CHECK(why({"libq.so", "Q_1", false, {"__strdup"}}).empty());
}

TEST_CASE("what names no C library is judged by its name") {
  const auto named = [](const std::string& path, Libc wanted) {
    Artifact image = elf(Architecture::x86_64, Libc::unknown);
    image.system = System::linux;
    const Target target = linux_target(Architecture::x86_64, wanted);
    const Entry entry = file(path, {image});
    const std::vector<LibcMismatch> all = libc_mismatches({entry, target});
    return all.empty() ? std::string() : all[0].reason;
  };
  CHECK(named("x.cpython-312-x86_64-linux-musl.so", Libc::glibc) == "CPython there never imports it");
  CHECK(named("x.cpython-312-x86_64-linux-gnu.so", Libc::musl) == "CPython there never imports it");
  CHECK(named("x.cpython-312-x86_64-linux-gnu.so", Libc::glibc).empty());
  CHECK(named("x.so", Libc::musl).empty());
  CHECK(named("x.cpython-312-x86_64-linux-musl.so", Libc::unknown).empty());
  CHECK(named("x.cpython-312-x86_64-linux-musl.so", Libc::none).empty());
}
