// SPDX-License-Identifier: Apache-2.0
#include "cli/clock.hpp"

#include <doctest/doctest.h>

#include "platlint/error.hpp"

using platlint::cli::timestamp;

TEST_CASE("seconds since 1970 are a moment in UTC") {
  CHECK(timestamp("0") == "1970-01-01T00:00:00Z");
  CHECK(timestamp("951827696") == "2000-02-29T12:34:56Z");
  CHECK(timestamp("253402300799") == "9999-12-31T23:59:59Z");
}

TEST_CASE("what is no number of seconds is refused") {
  for (const char* const text : {"-1", "+1", " 1", "1 ", "1.5", "0x10", "x", "253402300800", "99999999999999999999"}) {
    CAPTURE(text);
    CHECK_THROWS_AS(timestamp(text), platlint::Error);
  }
}
