// SPDX-License-Identifier: Apache-2.0
// Numbers and quotes of platforms' names, at the ends of what is read and shown.
#include "target/text.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace platlint;
using namespace platlint::target;

TEST_CASE("a number has digits only, and ends at a million") {
  CHECK(parse_number("0") == 0);
  CHECK(parse_number("9") == 9);
  CHECK(parse_number("007") == 7);
  CHECK(parse_number("999999") == 999'999);
  CHECK(parse_number("1000000") == too_large);
  CHECK(parse_number("1000001") == too_large);
  CHECK(parse_number("99999999999999999999") == too_large);
  for (const char* const text : {"", "-1", "1/", "1:", "1 ", "x"}) CHECK_FALSE(parse_number(text));
}

TEST_CASE("a pair has two numbers") {
  const std::optional<NumberPair> pair = parse_pair("2_28");
  REQUIRE(pair);
  CHECK(underscored(2, 28) == "2_28");
  for (const char* const text : {"2", "2_28_1", "2_", "_28", "", "2_x", "x_2"}) CHECK_FALSE(parse_pair(text));
}

TEST_CASE("200 characters are quoted whole, and of more the first 60") {
  CHECK(in_quotes("a") == "'a'");
  CHECK(in_quotes("") == "''");
  CHECK(in_quotes(std::string(200, 'a')) == "'" + std::string(200, 'a') + "'");
  CHECK(in_quotes(std::string(201, 'a')) == "'" + std::string(60, 'a') + "...' (201 characters)");
  CHECK(in_quotes("\x1f \x7e\x7f") == "'\\x1f ~\\x7f'");
}

TEST_CASE("a name is folded: in small letters, with one separator") {
  const Spelling spelling = spell("X86-64.Linux_GNU");
  CHECK(spelling.typed == "X86-64.Linux_GNU");
  CHECK(spelling.lower == "x86-64.linux_gnu");
  CHECK(spelling.folded == "x86_64_linux_gnu");
}
