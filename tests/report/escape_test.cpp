// SPDX-License-Identifier: Apache-2.0
#include "platlint/report.hpp"

#include <doctest/doctest.h>

#include <string>

using platlint::printable;

TEST_CASE("what a terminal would act on is escaped") {
  CHECK(printable("a\nb\r\x1b[31m") == "a\\x0ab\\x0d\\x1b[31m");
  CHECK(printable("latin\xE9") == "latin\\xe9");
  CHECK(printable("\u202Egnp") == "\\u{202e}gnp");
  CHECK(printable("a\uFFFE\uFFFFb") == "a\\u{fffe}\\u{ffff}b");  // XML does not allow them
  CHECK(printable("漢字 e\u0301") == "漢字 e\u0301");
}

TEST_CASE("what a build service would act on is escaped") {
  CHECK(printable("::error::x") == "\\x3a:error::x");
  CHECK(printable(" \u00A0::stop-commands::x") == " \u00A0\\x3a:stop-commands::x");
  CHECK(printable("std::x::y") == "std::x::y");
  CHECK(printable("a##vso[task.complete]") == "a#\\x23vso[task.complete]");
  CHECK(printable("####[x") == "#\\x23#\\x23[x");
  CHECK(printable("c#") == "c#");
}
