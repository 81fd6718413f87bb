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
