// SPDX-License-Identifier: Apache-2.0
// The platform of an image by its /etc/os-release, in each way to write a line, and what happens if it tells nothing.
#include "target/os_release.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace platlint;

namespace {

std::string named(const std::string& os_release, const std::string& platform = "linux/amd64") {
  return target::target_of_image(platform, os_release).name;
}

}  // namespace

TEST_CASE("the lines of os-release") {
  for (const std::string text :
       {"ID=debian\nVERSION_ID=12", "ID=\"debian\"\nVERSION_ID=\"12\"\n", "ID='debian'\nVERSION_ID='12'\n",
        "  ID=debian  \n\tVERSION_ID=12\t\n", "NAME=x\n\nVERSION_ID=12\nID=Debian",
        "ID_LIKE=rhel\nID=debian\nVERSION_ID=12", "ID=debian\nID=rhel\nVERSION_ID=12\nVERSION_ID=9"}) {
    CAPTURE(text);
    CHECK(named(text) == "debian:12");
  }
  for (const std::string text :
       {"", "ID=debian", "ID=debian\nVERSION_ID=", "VERSION_ID=12", "ID debian\nVERSION_ID=12",
        "ID=\"debian'\nVERSION_ID=12", "ID=\"\nVERSION_ID=12", "#ID=debian\nVERSION_ID=12", "ID=debian\nVERSION_ID=99",
        "ID=arch\nVERSION_ID=20240101", "ID=void\nVERSION_ID=1.2.3"}) {
    CAPTURE(text);
    CHECK(named(text) == "linux/amd64");
  }
}

TEST_CASE("a point release is one of its release") {
  CHECK(named("ID=alpine\nVERSION_ID=3.20.3") == "alpine:3.20");
  CHECK(named("ID=rhel\nVERSION_ID=9.4") == "rhel:9");
  CHECK(named("ID=ubuntu\nVERSION_ID=22.04") == "ubuntu:22.04");
}

TEST_CASE("the processor is that of the image, and so is its level") {
  const std::string debian = "ID=debian\nVERSION_ID=12";
  CHECK(named(debian, "linux/arm64") == "debian:12:arm64");
  CHECK(named(debian, "linux/arm/v7") == "debian:12:armv7l");
  CHECK(named(debian, "linux/arm/v5") == "linux/arm/v5");  // another ARM than the one that it was measured on
  CHECK(target::target_of_image("linux/amd64/v3", debian).x86_level == 3);
  CHECK(target::target_of_image("linux/amd64", "ID=rhel\nVERSION_ID=9").x86_level == 1);
}
