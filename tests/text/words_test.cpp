// SPDX-License-Identifier: Apache-2.0
#include "text/words.hpp"

#include <doctest/doctest.h>

using namespace platlint;

TEST_CASE("lower case is ASCII's") {
  CHECK(text::lower("aBZ[@\xC4") == "abz[@\xC4");
  CHECK(text::uncapitalised("No such file") == "no such file");
  CHECK(text::uncapitalised("").empty());
}

TEST_CASE("parts of a text") {
  CHECK(text::split("a::b", ':') == std::vector<std::string_view>{"a", "", "b"});
  CHECK(text::split("", ':') == std::vector<std::string_view>{""});
  CHECK(text::split("a:", ':') == std::vector<std::string_view>{"a", ""});
  CHECK(text::has_word("x86_64 i686", "x86_64"));
  CHECK(text::has_word("x86_64 i686", "i686"));
  CHECK_FALSE(text::has_word("x86_64 i686", "x86"));
  CHECK_FALSE(text::has_word("x86_64", ""));
  CHECK_FALSE(text::has_word("", ""));
  CHECK(text::before("x_arm64", "_arm64") == "x");
  CHECK(text::before("_arm64", "_arm64") == "");
  CHECK_FALSE(text::before("arm64", "_arm64").has_value());
  CHECK(text::after("ios_13", "ios_") == "13");
  CHECK_FALSE(text::after("ios", "ios_").has_value());
  CHECK(text::trim(std::string_view(" \t\0a b\r\n\0", 9)) == "a b");
  CHECK(text::trim(" ").empty());
}

TEST_CASE("a distribution's name, normalised") {
  CHECK(text::normalised_name("Foo.Bar__x-y") == "foo-bar-x-y");
  CHECK(text::normalised_name("._-") == "-");
}

TEST_CASE("words for a shell") {
  CHECK(text::shell_word("--only-binary=:all:") == "--only-binary=:all:");
  CHECK(text::shell_word("a b") == "'a b'");
  CHECK(text::shell_word("it's") == "'it'\\''s'");
  CHECK(text::shell_word("") == "''");
  CHECK(text::shell_word("$(x)") == "'$(x)'");
}
