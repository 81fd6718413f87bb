// SPDX-License-Identifier: Apache-2.0
// The build attributes of ARM: which processor a file is for, after attributes of each kind.
#include <doctest/doctest.h>

#include <array>
#include <string>

#include "inspect/elf_file.hpp"
#include "inspect/made.hpp"

using namespace platlint;
using namespace made;
using namespace std::string_literals;

namespace {

/// The library with these bytes in place of its build attributes, as many as it has.
std::uint8_t version_by(const std::string& attributes) {
  std::string bytes = read_fixture("elf-armv7l-glibc-2.17.so");
  const std::size_t vendor = bytes.find("aeabi\0"s);
  REQUIRE(vendor != std::string::npos);
  constexpr std::size_t before_vendor = 5, room = 64;
  REQUIRE(attributes.size() <= room);
  const std::string whole = attributes + std::string(room - attributes.size(), '\2');
  return inspected(patched(bytes, vendor - before_vendor, whole)).artifacts.at(0).arm_version;
}

/// 'A', a length, the vendor; Tag_File and a length; the attributes.
std::string of_vendor(const std::string& attributes, const std::string& vendor = "aeabi\0"s, char tag = '\1') {
  return "A" + u32(63) + vendor + tag + u32(50) + attributes;
}

constexpr char cpu_arch = 6;

std::string with(const std::string& before, char value) {
  return of_vendor(before + cpu_arch + value);
}

}  // namespace

TEST_CASE("each value of Tag_CPU_arch") {
  constexpr std::array<std::uint8_t, 14> versions{5, 5, 5, 5, 5, 5, 6, 6, 6, 6, 7, 6, 6, 7};
  for (std::size_t value = 0; value < versions.size(); ++value) {
    CAPTURE(value);
    CHECK(version_by(with("", static_cast<char>(value))) == versions.at(value));
  }
  for (const char value : {'\x0e', '\x0f', '\x11', '\x16', '\x7f'}) CHECK(version_by(with("", value)) == 8);
}

TEST_CASE("attributes of each kind may stand before it") {
  for (const std::string& before : {"\x05"
                                    "CPU\0"s,
                                    "\x04"
                                    "raw\0"s,
                                    "\x05\0"s,
                                    "\x07"
                                    "A"s,
                                    "\x08\1"s,
                                    "\x20\1"
                                    "gnu\0"s,
                                    "\x21"
                                    "text\0"s,
                                    "\x22\1"s,
                                    "\x43"
                                    "2.09\0"s,
                                    "\x44\1"s, "\x08\x81\1"s, "\x80\1\1"s,
                                    "\x81\1"
                                    "text\0"s,
                                    "\x05"
                                    "\x06\x01\0"s +
                                        "\x08\x06"s}) {
    CAPTURE(before.size());
    CHECK(version_by(with(before, 10)) == 7);
  }
  CHECK(version_by(of_vendor("\6\x8a\0"s)) == 7);  // 10 in two bytes
}

TEST_CASE("what is no attribute of the whole file tells nothing") {
  const std::string attribute = "\6\x0a"s;
  CHECK(version_by(of_vendor(attribute)) == 7);
  CHECK(version_by(of_vendor(attribute, "other\0"s)) == 0);
  CHECK(version_by(of_vendor(attribute, "aeabi\0"s, '\2')) == 0);
  CHECK(version_by("B" + of_vendor(attribute).substr(1)) == 0);
}
