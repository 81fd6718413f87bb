// SPDX-License-Identifier: Apache-2.0
#include "text/utf8.hpp"

#include <doctest/doctest.h>

using namespace platlint;

TEST_CASE("what is not UTF-8 stands as its bytes") {
  CHECK(text::valid_utf8("latin\xE9 e\u0301 \U0001F600") == "latin\\xe9 e\u0301 \U0001F600");
  CHECK(text::valid_utf8("\xC0\x80") == "\\xc0\\x80");               // overlong
  CHECK(text::valid_utf8("\xED\xA0\x80") == "\\xed\\xa0\\x80");      // a surrogate
  CHECK(text::valid_utf8("\xF4\x90\x80\x80").starts_with("\\xf4"));  // above U+10FFFF
  CHECK(text::valid_utf8("\xE2\x82") == "\\xe2\\x82");               // cut short
  CHECK(text::valid_utf8("\x1b\n") == "\x1b\n");
}

TEST_CASE("the first character") {
  CHECK(text::first_character("a\xFF").code == 'a');
  CHECK(text::first_character("\u00e9x").length == 2);
  CHECK(text::first_character("\xFF").length == 0);
  CHECK(text::hexadecimal(0x202E, 4) == "202e");
  CHECK(text::hexadecimal(7, 2) == "07");
}
