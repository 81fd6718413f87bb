// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <string>

#include "platlint/error.hpp"
#include "platlint/target.hpp"

using namespace platlint;

namespace {

std::string message(std::string_view text) {
  try {
    return "read as " + to_string(parse_python(text));
  } catch (const Error& error) {
    return error.what();
  }
}

}  // namespace

TEST_CASE("every spelling of a Python version") {
  CHECK(parse_python("3.12") == Python{3, 12, false});
  CHECK(parse_python("3.12.4") == Python{3, 12, false});
  CHECK(parse_python("3.13t") == Python{3, 13, true});
  CHECK(parse_python("3.13.1t") == Python{3, 13, true});
  CHECK(parse_python("cp312") == Python{3, 12, false});
  CHECK(parse_python("cp314t") == Python{3, 14, true});
  CHECK(parse_python("CP39") == Python{3, 9, false});
  CHECK(parse_python("cp27") == Python{2, 7, false});
  CHECK(parse_python("python3.12") == Python{3, 12, false});
  CHECK(parse_python("Python3.13t") == Python{3, 13, true});
}

TEST_CASE("a version reads back") {
  for (const std::string text : {"2.7", "3.8", "3.12", "3.13t"}) CHECK(to_string(parse_python(text)) == text);
}

TEST_CASE("what is no version is refused") {
  for (const std::string text : {"",
                                 "3",
                                 "t",
                                 "cp",
                                 "cp3",
                                 "cp3t",
                                 "312",
                                 "3.",
                                 ".12",
                                 "3..12",
                                 "3.12.",
                                 "3.12.4.5",
                                 "3.x",
                                 "-3.12",
                                 "+3.12",
                                 " 3.12",
                                 "3.12 ",
                                 "3.12tt",
                                 "cp3.12",
                                 "cp31234",
                                 "python",
                                 "pypy3.10",
                                 "3.99999999999999999999",
                                 "99999999999.1",
                                 "3.12\n",
                                 "three"}) {
    CAPTURE(text);
    CHECK_THROWS_AS(parse_python(text), Error);
  }
}

TEST_CASE("a version that never was is refused") {
  CHECK(message("3.12t") == "there is no Python 3.12t, asked for as '3.12t'");
  CHECK(message("4.0") == "there is no Python 4.0, asked for as '4.0'");
  CHECK(message("2.8") == "there is no Python 2.8, asked for as '2.8'");
  CHECK(message("cp012") == "there is no Python 0.12, asked for as 'cp012'");
}

TEST_CASE("the message quotes what was typed, made harmless") {
  CHECK(message("3.x") == "unknown Python version '3.x', expected one such as 3.12, 3.13t or cp312");
  CHECK(message("3\x1b[2J") == "unknown Python version '3\\x1b[2J', expected one such as 3.12, 3.13t or cp312");
}
