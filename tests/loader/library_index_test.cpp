// SPDX-License-Identifier: Apache-2.0
#include "loader/library_index.hpp"

#include <doctest/doctest.h>

using namespace platlint;

TEST_CASE("a search path leads to a directory inside the root") {
  CHECK(search_directory("numpy/core/x.so", "$ORIGIN/../../numpy.libs").value() == "numpy.libs");
  CHECK(search_directory("x.so", "${ORIGIN}").value() == "");
  CHECK(search_directory("a/x.dylib", "@loader_path/.dylibs").value() == "a/.dylibs");
  CHECK(!search_directory("a/x.so", "/usr/lib"));
  CHECK(!search_directory("a/x.so", "$ORIGINAL/x"));
  CHECK(!search_directory("a/x.so", "$ORIGIN/../../lib"));
}
