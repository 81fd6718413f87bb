// SPDX-License-Identifier: Apache-2.0
// The demands of an image on the system's C library.
#include <string>

#include "loader/mismatch.hpp"
#include "rules/common.hpp"

namespace platlint {

namespace {

void wrong_libc(const Subject& subject, Findings& findings) {
  const std::string expected{name(subject.target.libc)};
  for (const LibcMismatch& it : libc_mismatches(subject)) {
    const std::string actual{name(it.libc)};
    const bool trusted = it.reason.empty();
    findings.push_back(
        finding(rule::wrong_libc, trusted ? Severity::warning : Severity::error,
                (it.by_name ? "named for " : "built for ") + actual + ", target has " + expected + ": " +
                    (trusted ? "musl loads such a file, but may lack a function that it needs" : it.reason),
                expected, actual));
  }
}

}  // namespace

namespace rule {

constexpr Rule wrong_libc{
    .name = "wrong-libc",
    .severity = Severity::error,
    .summary = "built for another C library",
    .why =
        "A loader finds no libc.musl-x86_64.so.1 on glibc, and no ld-linux or libgcc_s on a bare musl system. Android "
        "has neither. A glibc file that loads on musl may still lack a function.",
    .reference = "musl ldso/dynlink.c; PEP 600 and PEP 656; CPython Misc/platform_triplet.c",
    .about = About::platform,
    .fix = {FixedBy::another_build, ""},
};
constexpr Checks wrong_libc_checks{.check = platlint::wrong_libc, .check_bundle = nullptr};

}  // namespace rule

}  // namespace platlint
