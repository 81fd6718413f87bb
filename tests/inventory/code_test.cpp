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

TEST_CASE("an object is told from a library in both byte orders") {
  const auto is_object = [](std::string_view text) { return begins_as_object(std::as_bytes(std::span(text))); };
  const std::string little =
      "\x7F"
      "ELF\2\1\1"s +
      std::string(9, '\0');
  const std::string big =
      "\x7F"
      "ELF\2\2\1"s +
      std::string(9, '\0');
  CHECK(is_object(little + "\1\0"s));
  CHECK(!is_object(little + "\3\0"s));
  CHECK(!is_object(little + "\0\1"s));
  CHECK(is_object(big + "\0\1"s));
  CHECK(!is_object(big + "\0\3"s));
  CHECK(!is_object(little));
  const std::string rest(8, '\0');
  CHECK(is_object("\xCF\xFA\xED\xFE"s + rest + "\1\0\0\0"s));
  CHECK(is_object("\xFE\xED\xFA\xCE"s + rest + "\0\0\0\1"s));
  CHECK(!is_object("\xCF\xFA\xED\xFE"s + rest + "\6\0\0\0"s));
  CHECK(!is_object("\xFE\xED\xFA\xCE"s + rest + "\1\0\0\0"s));
  CHECK(!is_object("\xCF\xFA\xED\xFE"s + rest));
  CHECK(!is_object("MZ"s));
}
