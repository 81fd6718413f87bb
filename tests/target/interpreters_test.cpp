// SPDX-License-Identifier: Apache-2.0
#include "target/interpreters.hpp"

#include <doctest/doctest.h>

using namespace platlint;

namespace {

Target target_named(std::string_view name) {
  return find_target(name, no_environment);
}

bool own(std::string_view path, std::string_view platform) {
  return target::is_own_interpreter(path, target_named(platform));
}

}  // namespace

TEST_CASE("a target's own interpreter, and the spellings that lead to it") {
  CHECK(own("/lib64/ld-linux-x86-64.so.2", "debian:12"));
  CHECK(own("/lib/x86_64-linux-gnu/ld-linux-x86-64.so.2", "debian:12"));
  CHECK(own("/usr/lib64/ld-linux-x86-64.so.2", "x86_64-manylinux2014"));
  CHECK(own("/lib/ld-linux-aarch64.so.1", "linux/arm64"));
  CHECK(own("/lib64/ld-linux-aarch64.so.1", "manylinux_2_28_aarch64"));
  CHECK(own("/lib/ld-musl-x86_64.so.1", "alpine:3.20"));
  CHECK(own("/lib/ld-musl-aarch64.so.1", "linux/arm64"));
  CHECK(own("/system/bin/linker64", "android_24_arm64_v8a"));
  CHECK(own("/system/bin/linker", "android_24_armeabi_v7a"));
}

TEST_CASE("interpreters of another prefix, processor or C library") {
  CHECK(!own("/nix/store/abc-glibc-2.39/lib/ld-linux-x86-64.so.2", "debian:12"));
  CHECK(!own("/opt/lib64/ld-linux-x86-64.so.2", "debian:12"));
  CHECK(!own("/lib64/private/ld-linux-x86-64.so.2", "debian:12"));
  CHECK(!own("/lib64evil/ld-linux-x86-64.so.2", "debian:12"));
  CHECK(!own("ld-linux-x86-64.so.2", "debian:12"));
  CHECK(!own("/lib64/ld-lsb-x86-64.so.3", "debian:12"));
  CHECK(!own("/lib/ld-linux-aarch64.so.1", "debian:12"));
  CHECK(!own("/lib/ld-musl-x86_64.so.1", "debian:12"));
  CHECK(!own("/lib64/ld-linux-x86-64.so.2", "alpine:3.20"));
  CHECK(!own("/system/bin/linker64", "linux/arm64"));
}

TEST_CASE("a platform without a row has no interpreter to hold against a program") {
  CHECK(target::interpreters(target_named("macosx_11_0_arm64")).empty());
  CHECK(target::interpreters(target_named("win_amd64")).empty());
  CHECK(target::interpreters(target_named("linux/amd64")).size() == 2);
}
