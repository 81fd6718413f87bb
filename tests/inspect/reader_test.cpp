// SPDX-License-Identifier: Apache-2.0
#include "inspect/reader.hpp"

#include <doctest/doctest.h>

#include <array>
#include <cstddef>
#include <string>

#include "inspect/writer.hpp"

using namespace platlint;

namespace {

using Word = U32<std::endian::big>;

constexpr std::array<std::byte, 6> bytes{std::byte{0}, std::byte{0}, std::byte{0}, std::byte{1}, std::byte{2}};
const MemoryImage image{Bytes(bytes)};
const Reader reader(image);

template <class Read>
std::string damage(Read read) {
  try {
    read();
  } catch (const Broken& broken) {
    return (broken.kind() == Damage::Kind::truncated ? "truncated: " : "unreadable: ") + std::string(broken.what());
  }
  return "none";
}

}  // namespace

TEST_CASE("a structure is read at any place, up to the last byte of the file") {
  CHECK(reader.get<Word>(0, "a word") == 1);
  CHECK(reader.get<Word>(2, "a word") == 0x10200);
  CHECK(damage([] { reader.get<Word>(3, "a word"); }) == "truncated: a word ends at 7, the file has 6 bytes");
  CHECK(damage([] { reader.get<Word>(UINT64_MAX, "a word"); }) ==
        "truncated: a word ends at 18446744073709551615, the file has 6 bytes");
}

TEST_CASE("a table of structures is read whole or not at all") {
  using Half = U16<std::endian::big>;
  const std::vector<Half> halves = reader.get_all<Half>(0, 3, "a table");
  CHECK((halves.size() == 3 && halves[1] == 1 && halves[2] == 0x200));
  CHECK(reader.get_all<Half>(6, 0, "a table").empty());
  CHECK(damage([] { reader.get_all<Half>(2, 3, "a table"); }) == "truncated: a table ends at 8, the file has 6 bytes");
  // Counts whose size in bytes has more than 64 bits.
  for (const std::uint64_t count : {UINT64_MAX, UINT64_MAX / 2 + 1, UINT64_MAX / 2 + 2})
    CHECK(damage([&] { reader.require_all<Half>(0, count, "a table"); }).starts_with("truncated: a table ends at "));
}

TEST_CASE("what is written is read") {
  Writer out;
  out.put(Word(7));
  out.align(16);
  out.put(Word(8));
  out.patch(0, Word(9));
  const std::vector<std::uint8_t> written = out.take();
  CHECK(written == std::vector<std::uint8_t>{0, 0, 0, 9, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 8});
}
