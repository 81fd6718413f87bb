// SPDX-License-Identifier: Apache-2.0
#include "inventory/zip_fields.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace platlint;
using namespace std::literals;

TEST_CASE("an extra field is found behind others, and never past the end") {
  const std::string extra = "\x55\x54\3\0abc"s + "\1\0\2\0de"s;
  CHECK(zip_extra_field(extra, 0x5455) == "abc");
  CHECK(zip_extra_field(extra, 1) == "de");
  CHECK(!zip_extra_field(extra, 2));
  CHECK(zip_extra_field("\1\0\xFF\xFF"
                        "de"s,
                        1) == "de");  // cut short
  CHECK(
      !zip_extra_field("\7\0\xFF\xFF"
                       "de"s,
                       1));
  CHECK(!zip_extra_field("\1\0\2"s, 1));
  CHECK(zip_extra_field("\1\0\0\0"s, 1) == "");
}

TEST_CASE("numbers that do not fit stand in the zip64 field, in order") {
  const std::string field = "\1\0\x10\0"s + "\1\0\0\0\1\0\0\0"s + "\2\0\0\0\2\0\0\0"s;
  std::uint64_t a = zip_in_zip64_field, b = 7, c = zip_in_zip64_field, d = zip_in_zip64_field;
  widen({&a, &b, &c, &d}, field);
  CHECK(a == 0x100000001);
  CHECK(b == 7);
  CHECK(c == 0x200000002);
  CHECK(d == zip_in_zip64_field);
}
