// SPDX-License-Identifier: Apache-2.0
#include "cli/toml_depth.hpp"

#include <doctest/doctest.h>

#include <string>

using platlint::cli::has_endless_key;

namespace {

std::string dotted(int parts, const std::string& part = "a") {
  std::string key = part;
  for (int i = 1; i < parts; ++i) key += "." + part;
  return key;
}

}  // namespace

TEST_CASE("a key of more parts than any file needs is seen wherever it stands") {
  CHECK_FALSE(has_endless_key("[" + dotted(32) + "]\n" + dotted(32) + " = 1\n"));
  for (const char* part : {"a", "\"a.b\"", "'a.b'", " a "}) {
    CHECK(has_endless_key("[" + dotted(33, part) + "]\n"));
    CHECK(has_endless_key(dotted(33, part) + " = 1\n"));
    CHECK(has_endless_key("x = { " + dotted(33, part) + " = 1 }\n"));
  }
}

TEST_CASE("dots that are no key's are not counted") {
  const std::string dots(100, '.');
  CHECK_FALSE(has_endless_key("# " + dots + "\nx = 1\n"));
  CHECK_FALSE(has_endless_key("x = \"\\\"" + dots + "\"\n"));
  CHECK_FALSE(has_endless_key("x = '\\" + dots + "'\n"));
  CHECK_FALSE(has_endless_key("x = \"\"\"\n\\\"\"\"" + dots + "\n" + dots + "\"\"\"\"\"\ny = 1\n"));
  CHECK_FALSE(has_endless_key("x = '''\n" + dots + "\n" + dots + "'''\n"));
  std::string floats = "x = [";
  for (int i = 0; i < 100; ++i) floats += "1.5, ";
  CHECK_FALSE(has_endless_key(floats + "]\n"));
}

TEST_CASE("a string that has no end hides no key of the lines after it") {
  CHECK(has_endless_key("x = \"abc\n" + dotted(33) + " = 1\n"));
}
