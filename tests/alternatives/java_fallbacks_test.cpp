// SPDX-License-Identifier: Apache-2.0
#include "alternatives/java_fallbacks.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>

#include "rules/build.hpp"

using namespace platlint;
using namespace platlint::build;

TEST_CASE("libraries that Java code works without are known by their names, shaded or not") {
  for (const char* path :
       {"META-INF/native/libnetty_tcnative_linux_x86_64.so",
        "a.jar!/META-INF/native/libio_grpc_netty_shaded_netty_tcnative_linux_x86_64.so",
        "META-INF/native/netty_tcnative_windows_x86_64.dll",
        "META-INF/native/liborg_apache_pulsar_shade_netty_transport_native_epoll_x86_64.so",
        "META-INF/native/libnetty_transport_native_io_uring_aarch_64.so",
        "META-INF/native/libnetty_transport_native_kqueue_x86_64.jnilib",
        "META-INF/native/libnetty_resolver_dns_native_macos_aarch_64.jnilib", "lib/libcirce-checksum.so",
        "lib/libcpu-affinity.so", "com/formdev/flatlaf/natives/flatlaf-windows-arm64.dll",
        "net/jpountz/util/linux/amd64/liblz4-java.so", "org/fusesource/jansi/jansi.dll"}) {
    CAPTURE(path);
    CHECK(has_java_fallback(path));
  }
  for (const char* path : {"META-INF/native/libnetty_quiche_linux_x86_64.so", "libsnappyjava.so", "liblz4.so.1",
                           "liblz4-javax.so", "flatlaf/libx.so", "libmyflatlaf.so", "libjansiX.so", ""}) {
    CAPTURE(path);
    CHECK_FALSE(has_java_fallback(path));
  }
}

TEST_CASE("what Java code works without is a warning on another processor, and damage is an error all the same") {
  const auto worst = [](const char* path, const Entry& entry) {
    Bundle bundle;
    bundle.entries = {entry};
    bundle.entries[0].path = path;
    const Ownership ownership = find_packages(bundle);
    const Findings findings = check({bundle, ownership, linux_target(Architecture::aarch64)}, Severity::note);
    REQUIRE_FALSE(findings.empty());
    return *std::max_element(findings.begin(), findings.end(),
                             [](const Finding& a, const Finding& b) { return a.severity < b.severity; });
  };
  const Entry foreign = file("x", {elf(Architecture::x86_64)});
  CHECK(worst("lib/libcirce-checksum.so", foreign).severity == Severity::warning);
  CHECK(worst("lib/libcirce-checksum.so", foreign).message.ends_with("; the code that loads it works without it"));
  CHECK(worst("lib/libcirce.so", foreign).severity == Severity::error);
  CHECK_FALSE(worst("lib/libcirce.so", foreign).message.ends_with("works without it"));
  CHECK(worst("lib/libcirce-checksum.so", damaged("x", {Damage::Kind::truncated, "cut"})).severity == Severity::error);
}
