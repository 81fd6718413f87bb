// SPDX-License-Identifier: Apache-2.0
// Distributions and services as names of platforms.
#include <doctest/doctest.h>

#include <algorithm>
#include <string>

#include "target/found.hpp"
#include "target/grammars.hpp"
#include "target/measurements.hpp"

using namespace platlint;

namespace {

Version newest(const Target& target, std::string_view prefix) {
  return find_symbol_versions(target, prefix)->newest.value();
}

}  // namespace

TEST_CASE("every measured release on every processor") {
  for (const target::Measurement& row : target::measurements()) {
    if (target::is_rolling(row)) continue;
    for (const std::string& processor : words_of(row.architectures)) {
      const std::string name = std::string{row.distribution} + ":" + std::string{row.release} + ":" + processor;
      CAPTURE(name);
      const Target target = find(name);
      CHECK(target.libc == Libc::glibc);
      CHECK(target.libc_version == Version{2, row.glibc, 0});
      CHECK(target.wheel_tags.front() == "manylinux_2_" + std::to_string(row.glibc) + "_" + processor);
      CHECK_FALSE(target.distribution.empty());
      CHECK_FALSE(target.source.empty());
      CHECK(find(target.name).name == target.name);
      for (std::size_t i = 0; i < target.symbol_versions.size(); ++i) {
        CHECK(target.symbol_versions[i].newest == target::newest_versions(row)[i]);
      }
    }
  }
}

TEST_CASE("a release with its numbers") {
  const Target target = find("debian:12");
  CHECK(target.name == "debian:12");
  CHECK(target.description == "Linux x86_64, glibc 2.36 (Debian 12)");
  CHECK(target.distribution == "Debian 12");
  CHECK(newest(target, "GLIBCXX") == Version{3, 4, 30});
  CHECK(newest(target, "GCC") == Version{12, 0, 0});
  CHECK(newest(target, "ZLIB") == Version{1, 2, 12});
  CHECK(newest(find("debian:12:arm64"), "GCC") == Version{11, 0, 0});
  CHECK(newest(find("ubuntu:22.04"), "ZLIB") == Version{1, 2, 9});
  CHECK(newest(find("amazonlinux:2023"), "GLIBCXX") == Version{3, 4, 33});
  CHECK(newest(find("fedora:43"), "GLIBCXX") == Version{3, 4, 34});
  CHECK(find("oraclelinux:7:arm64").libc_version == Version{2, 17, 0});
  CHECK(newest(find("oraclelinux:7:arm64"), "GLIBC") == Version{2, 18, 0});
}

TEST_CASE("other spellings of a release") {
  CHECK(find("Debian:Bookworm").name == "debian:12");
  CHECK(find("debian:bookworm-slim").name == "debian:12");
  CHECK(find("debian:12.5").name == "debian:12");
  CHECK(find("ubuntu:jammy:aarch64").name == "ubuntu:22.04:arm64");
  CHECK(find("ubuntu:22.04.3:amd64").name == "ubuntu:22.04");
  CHECK(find("rhubi:9.4").name == "rhel:9");
  CHECK(find("rocky:9").name == "rockylinux:9");
  CHECK(find("centos:9").name == "centos:stream9");
  CHECK(find("opensuse/leap:15.6").name == "opensuse:15.6");
  CHECK(find("amazonlinux:2023.6.20250115").name == "amazonlinux:2023");
  CHECK(find("alpine:3.20.3").name == "alpine:3.20");
  CHECK(find("debian:12:386").name == "debian:12:i686");
}

TEST_CASE("Alpine has a musl and no symbol versions") {
  const Target target = find("alpine:3.20:arm64");
  CHECK(target.name == "alpine:3.20:arm64");
  CHECK(target.libc == Libc::musl);
  CHECK(target.libc_version == Version{1, 2, 5});
  CHECK(target.architectures == std::vector<Architecture>{Architecture::aarch64});
  CHECK(target.wheel_tags.front() == "musllinux_1_2_aarch64");
  CHECK(target.description == "Linux aarch64, musl 1.2.5 (Alpine 3.20)");
  CHECK(find("alpine:3.16").libc_version == Version{1, 2, 3});
  CHECK(find("alpine:3.24").libc_version == Version{1, 2, 6});
}

TEST_CASE("what is no release is refused with the nearest") {
  CHECK(message("debian:99").find("unknown platform 'debian:99', did you mean debian:") == 0);
  CHECK(message("ubuntu:22.10").find("did you mean ubuntu:2") != std::string::npos);
  CHECK(message("debian:testing").find("unknown platform 'debian:testing', did you mean debian:") == 0);
  CHECK(message("opensuse:tumbleweed").find("unknown platform") == 0);
  CHECK(message("fedora:").find("unknown platform 'fedora:'") == 0);
  CHECK(message("fedora").find("impossible platform 'fedora', expected fedora:") == 0);
  CHECK(message("fedora").ends_with(" or another release"));
  CHECK(message("debian:12:riscv64") == "platform 'debian:12:riscv64': Debian 12 was not measured on riscv64");
  CHECK(message("debian:12:vax") ==
        "unknown architecture in platform 'debian:12:vax', expected one such as x86_64 or arm64");
  CHECK(message("debian:12:arm64:x").find("impossible platform") == 0);
  CHECK(message("alpine:3.20:ppc64").find("impossible platform") == 0);
  CHECK(message("debain:12").find("did you mean debian:12") != std::string::npos);
}

TEST_CASE("services") {
  const Target azure = find("azure-functions:python3.11");
  CHECK(azure.description == "Linux x86_64, glibc 2.31 (Azure Functions on Debian 11)");
  CHECK(azure.python == Python{3, 11, false});
  CHECK(azure.distribution == "Debian 11");
  CHECK(newest(azure, "GLIBCXX") == Version{3, 4, 28});
  CHECK(find("azure-functions:node20").libc_version == Version{2, 31, 0});
  CHECK(find("google-cloud:python312").python == Python{3, 12, false});
  CHECK(find("google-cloud:python312").libc_version == Version{2, 35, 0});
  CHECK(find("heroku:heroku-24:arm64").architectures == std::vector<Architecture>{Architecture::aarch64});
  CHECK(find("heroku:heroku-24").libc_version == Version{2, 39, 0});
  CHECK_FALSE(find("heroku:heroku-24").python);
  CHECK(message("heroku:heroku-20:arm64").find("impossible platform") == 0);
  CHECK(message("azure-functions").find("impossible platform") == 0);
  CHECK(message("azure-functions:pyton3.11").find("did you mean azure-functions:python3.11") != std::string::npos);
  for (const std::string& name : target::service_names()) CHECK(find(name).name == name);
}

TEST_CASE("the level of x86-64 that is promised") {
  CHECK(find("linux/amd64").x86_level == 1);
  CHECK(find("linux/amd64/v1").x86_level == 1);
  CHECK(find("linux/amd64/v2").x86_level == 2);
  CHECK(find("linux/amd64/v3").x86_level == 3);
  CHECK(find("windows/amd64/v4").x86_level == 4);
  CHECK(find("rhel:9").x86_level == 2);
  CHECK(find("rhel:10").x86_level == 3);
  CHECK(find("almalinux:10").x86_level == 2);
  CHECK(find("amazonlinux:2023").x86_level == 2);
  CHECK(find("amazonlinux:2023:arm64").x86_level == 1);
  CHECK(find("debian:12").x86_level == 1);
  CHECK(find("manylinux_2_34_x86_64").x86_level == 1);
}

TEST_CASE("the listing has one line a distribution") {
  const std::vector<Platform> all = list_platforms();
  const auto found = std::find_if(all.begin(), all.end(), [](const Platform& p) { return p.name == "debian:RELEASE"; });
  REQUIRE(found != all.end());
  CHECK(found->description.find("Debian 8, 9, 10, 11, 12, 13") == 0);
  CHECK(std::any_of(all.begin(), all.end(), [](const Platform& p) { return p.name == "heroku:heroku-26"; }));
}
