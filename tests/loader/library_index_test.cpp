// SPDX-License-Identifier: Apache-2.0
#include "loader/library_index.hpp"

#include <doctest/doctest.h>

using namespace platlint;

TEST_CASE("paths are joined inside the root") {
  CHECK(join("a/b", "../c.libs") == "a/c.libs");
  CHECK(join("", "x") == "x");
  CHECK(join("a", "../../x") == "");
  CHECK(search_directory("numpy/core/x.so", "$ORIGIN/../../numpy.libs").value() == "numpy.libs");
  CHECK(search_directory("x.so", "${ORIGIN}").value() == "");
  CHECK(search_directory("a/x.dylib", "@loader_path/.dylibs").value() == "a/.dylibs");
  CHECK(!search_directory("a/x.so", "/usr/lib"));
  CHECK(!search_directory("a/x.so", "$ORIGINAL/x"));
}
