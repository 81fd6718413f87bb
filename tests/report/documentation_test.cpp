// SPDX-License-Identifier: Apache-2.0
#include "report/documentation.hpp"

#include <doctest/doctest.h>

#include "rules/rows.hpp"

using namespace platlint;

TEST_CASE("a rule's address is that of its page, if the pages are published") {
  CHECK(help_uri("https://example.org/docs", rule::wrong_libc) == "https://example.org/docs/rules/wrong-libc.md");
  CHECK(help_uri("https://example.org/docs/", rule::wrong_libc) == "https://example.org/docs/rules/wrong-libc.md");
  CHECK(help_uri("", rule::wrong_libc).empty());
}
