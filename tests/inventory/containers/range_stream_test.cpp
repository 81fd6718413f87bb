// SPDX-License-Identifier: Apache-2.0
#include "inventory/containers/range_stream.hpp"

#include <doctest/doctest.h>
#include <zstd.h>

#include "inventory/containers/search.hpp"
#include "made.hpp"

namespace {

using namespace platlint;
using namespace platlint::made;

std::string text_of(Stream& stream, std::size_t most) {
  std::string text(most, '\0');
  text.resize(stream.read(std::as_writable_bytes(std::span(text))));
  return text;
}

std::string some_text(std::size_t size) {
  std::string text;
  for (std::size_t i = 0; text.size() < size; ++i) text += "line " + std::to_string(i * i) + "\n";
  text.resize(size);
  return text;
}

std::string packed_by_zstd(const std::string& text) {
  std::string packed(ZSTD_compressBound(text.size()), '\0');
  packed.resize(ZSTD_compress(packed.data(), packed.size(), text.data(), text.size(), 3));
  return packed;
}

}  // namespace

TEST_CASE("a range gives its bytes and no others") {
  const auto bytes = source("0123456789");
  CHECK(text_of(*stream_of(*bytes, {2, 3}), 100) == "234");
  CHECK(text_of(*stream_of(*bytes, {10, 0}), 100) == "");
  const auto part = part_of(*bytes, {2, 6});
  CHECK(part->size() == 6);
  CHECK(text_of(*stream_of(*part, {1, 5}), 100) == "34567");
  CHECK_THROWS_AS(stream_of(*part, {1, 6}), Unreadable);
  CHECK_THROWS_AS(stream_of(*bytes, {11, 0}), Unreadable);
  CHECK_THROWS_AS(stream_of(*bytes, {1, UINT64_MAX}), Unreadable);
  CHECK_THROWS_AS(part_of(*bytes, {UINT64_MAX, 2}), Unreadable);
}

TEST_CASE("what was deflated into a range is as long as was said, and whole") {
  const std::string text = some_text(200'000);
  for (const auto& [kind, bits] : {std::pair{Deflate::zlib, 15}, std::pair{Deflate::raw, -15}}) {
    const std::string packed = deflated(text, bits);
    const auto bytes = source("xx" + packed + "yy");
    const Range range{2, packed.size()};
    CHECK(text_of(*inflated(*bytes, range, text.size(), kind), text.size() + 1) == text);
    CHECK_THROWS_AS(text_of(*inflated(*bytes, range, text.size() - 1, kind), text.size()), Unreadable);
    CHECK_THROWS_AS(text_of(*inflated(*bytes, range, text.size() + 1, kind), text.size() + 1), Unreadable);
    CHECK_THROWS_AS(text_of(*inflated(*bytes, {2, packed.size() / 2}, text.size(), kind), text.size()), Unreadable);
    CHECK_THROWS_AS(inflated(*bytes, {3, packed.size() + 2}, text.size(), kind), Unreadable);
  }
  std::string broken = deflated(text, 15);
  broken.back() ^= 1;  // its checksum
  const auto bytes = source(broken);
  CHECK_THROWS_AS(text_of(*inflated(*bytes, {0, broken.size()}, text.size(), Deflate::zlib), text.size() + 1),
                  Unreadable);
}

TEST_CASE("a zstd frame ends where it ends") {
  const std::string text = some_text(300'000);
  const std::string packed = packed_by_zstd(text);
  const auto bytes = source(packed + packed);
  CHECK(text_of(*unpacked_zstd(*bytes, {0, bytes->size()}), 1'000'000) == text);
  const auto stream = unpacked_zstd(*bytes, {0, packed.size()});
  std::string pieces;
  for (std::string piece; !(piece = text_of(*stream, 777)).empty();) pieces += piece;
  CHECK(pieces == text);
  CHECK_THROWS_AS(text_of(*unpacked_zstd(*bytes, {0, packed.size() - 1}), 1'000'000), Unreadable);
  CHECK_THROWS_AS(text_of(*unpacked_zstd(*bytes, {1, packed.size()}), 1'000'000), Unreadable);
  CHECK_THROWS_AS(text_of(*unpacked_zstd(*bytes, {0, 0}), 1), Unreadable);
}

TEST_CASE("bytes are found across the pieces of a search") {
  std::string text(1'000'000, '.');
  const std::size_t piece = std::size_t{1} << 18;
  for (const std::size_t at : {std::size_t{0}, piece - 2, piece, text.size() - piece - 3, text.size() - 4}) {
    std::string with = text;
    with.replace(at, 4, "here");
    const auto bytes = source(with);
    CHECK(find_first(*bytes, {0, with.size()}, "here") == at);
    CHECK(find_last(*bytes, {0, with.size()}, "here") == at);
    CHECK(find_first(*bytes, {0, UINT64_MAX}, "here") == at);
    CHECK(!find_first(*bytes, {at + 1, with.size()}, "here"));
    CHECK(!find_last(*bytes, {0, at + 3}, "here"));
  }
  CHECK(!find_first(*source("her"), {0, 3}, "here"));
}
