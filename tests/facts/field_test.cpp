// SPDX-License-Identifier: Apache-2.0
#include "facts/field.hpp"

#include <doctest/doctest.h>

#include <array>
#include <bit>
#include <cstring>

using namespace platlint;

namespace {

constexpr std::endian big = std::endian::big, little = std::endian::little;

template <class Number>
using Raw = std::array<std::uint8_t, sizeof(Number)>;

template <class Number>
constexpr Raw<Number> raw(Number number) {
  return std::bit_cast<Raw<Number>>(number);
}

// On a host of either byte order.
static_assert(raw(U16<big>(0x0102)) == Raw<std::uint16_t>{1, 2});
static_assert(raw(U16<little>(0x0102)) == Raw<std::uint16_t>{2, 1});
static_assert(raw(U32<big>(0x01020304)) == Raw<std::uint32_t>{1, 2, 3, 4});
static_assert(raw(U32<little>(0x01020304)) == Raw<std::uint32_t>{4, 3, 2, 1});
static_assert(raw(U64<big>(0x0102030405060708)) == Raw<std::uint64_t>{1, 2, 3, 4, 5, 6, 7, 8});
static_assert(raw(U64<little>(0x0102030405060708)) == Raw<std::uint64_t>{8, 7, 6, 5, 4, 3, 2, 1});
static_assert(U64<big>(0xF1F2F3F4F5F6F7F8) == 0xF1F2F3F4F5F6F7F8 &&
              U64<little>(0xF1F2F3F4F5F6F7F8) == 0xF1F2F3F4F5F6F7F8);
static_assert(U16<big>(0x10203) == 0x0203, "what is wider is cut");
static_assert(U32<big>() == 0 && U32<little>() == 0);

struct Record {
  std::uint8_t kind = 0;
  U32<big> size;
  U16<little> count;
};
static_assert(sizeof(Record) == 7 && alignof(Record) == 1);

}  // namespace

TEST_CASE("a structure of fields is read where it stands in a file") {
  const std::array<std::uint8_t, 8> file{0xFF, 7, 0, 0, 1, 2, 3, 0};
  Record record;
  std::memcpy(&record, file.data() + 1, sizeof(record));
  CHECK(record.kind == 7);
  CHECK(record.size == 0x102);
  CHECK(record.count == 3);
}

TEST_CASE("the byte order that a file tells is a constant of the types") {
  const auto first = [](auto order) { return raw(U16<order>(0x0102))[0]; };
  CHECK(with_order(big, first) == 1);
  CHECK(with_order(little, first) == 2);
}
