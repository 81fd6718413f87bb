// SPDX-License-Identifier: Apache-2.0
#include "inventory/code.hpp"

#include <doctest/doctest.h>

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>

using namespace platlint;
using namespace std::literals;

namespace {

bool is_code(std::string_view text) {
  return begins_as_code(std::as_bytes(std::span(text)));
}

std::string fixture(const std::string& name) {
  std::ifstream file(std::string(std::getenv("PLATLINT_TESTDATA")) + "/artifacts/bin/" + name, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace

TEST_CASE("native code is told by its first bytes") {
  for (const char* const name :
       {"elf-x86_64-glibc-2.17.so", "macho-arm64.dylib", "macho-universal2.dylib", "pe-amd64.dll"}) {
    CAPTURE(name);
    const std::string text = fixture(name);
    REQUIRE(text.size() > 1024);
    CHECK(is_code(text));
    CHECK(is_code(std::string_view(text).substr(0, 1024)));
    CHECK(!is_code("x" + text));
  }
}

TEST_CASE("what begins alike is no native code") {
  CHECK(!is_code(""));
  CHECK(
      !is_code("\x7F"
               "EL"));
  CHECK(!is_code("\xCA\xFE\xBA\xBE\0\0\0\x34"sv));  // a class of Java 8
  CHECK(!is_code("\xCA\xFE\xBA\xBE\0\0\0"sv));
  CHECK(!is_code("MZ is a text"));
  CHECK(!is_code("MZ" + std::string(58, '\0') + "\xFF\xFF\xFF\xFF" + std::string(100, 'P')));
  CHECK(is_code("MZ" + std::string(58, '\0') + "\x40\0\0\0PE\0\0"s));
}
