// SPDX-License-Identifier: Apache-2.0
#include "packages/record.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using platlint::packages::RecordReader;
using platlint::packages::RecordRow;

namespace {

std::vector<RecordRow> read(std::string_view text) {
  std::vector<RecordRow> rows;
  RecordReader reader{text};
  while (auto row = reader.next()) rows.push_back(*row);
  return rows;
}

}  // namespace

TEST_CASE("RECORD: paths and sizes") {
  const auto rows = read("numpy/_x.so,sha256=abc,1234\r\nnumpy-1.dist-info/RECORD,,\n\nlast,,7");
  REQUIRE(rows.size() == 3);
  CHECK(rows[0].path == "numpy/_x.so");
  CHECK(rows[0].size == 1234);
  CHECK(rows[1].path == "numpy-1.dist-info/RECORD");
  CHECK_FALSE(rows[1].size.has_value());
  CHECK(rows[2].path == "last");
  CHECK(rows[2].size == 7);
}

TEST_CASE("RECORD: quotes as in CSV, backslashes as on Windows") {
  const auto rows = read("\"a,b/c \"\"d\"\".so\",sha256=x,1\npkg\\sub\\x.pyd,,2\n");
  REQUIRE(rows.size() == 2);
  CHECK(rows[0].path == "a,b/c \"d\".so");
  CHECK(rows[0].size == 1);
  CHECK(rows[1].path == "pkg/sub/x.pyd");
}

TEST_CASE("RECORD: what is broken stays in its line") {
  const auto rows = read("\"never closed,1,2\ngood,,3\nbad size,,12x\nhuge,,99999999999999999999999\n,,5\n\"\",,6\n");
  REQUIRE(rows.size() == 4);
  CHECK(rows[0].path == "never closed,1,2");
  CHECK(rows[1].path == "good");
  CHECK(rows[1].size == 3);
  CHECK_FALSE(rows[2].size.has_value());
  CHECK_FALSE(rows[3].size.has_value());
}

TEST_CASE("RECORD: any bytes, any length") {
  const std::string zeros{"a\0b\xff\xfe", 5};
  const auto rows = read(zeros + "\n" + std::string(1 << 20, 'x') + "\n" + std::string(1 << 20, '"') + "\n" +
                         std::string(1 << 20, ',') + "\n");
  REQUIRE(rows.size() == 3);
  CHECK(rows[0].path == zeros);
  CHECK(rows[1].path.size() == 1 << 20);
  CHECK(rows[2].path.size() == (1 << 19) - 1);
}
