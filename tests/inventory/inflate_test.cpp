// SPDX-License-Identifier: Apache-2.0
#include "inventory/inflate.hpp"

#include <doctest/doctest.h>
#include <zlib.h>

#include <algorithm>
#include <array>
#include <span>
#include <string>
#include <vector>

#include "inventory/source.hpp"

namespace {

using namespace platlint;

std::vector<std::byte> bytes_of(const std::string& text) {
  const std::byte* const first = reinterpret_cast<const std::byte*>(text.data());
  return {first, first + text.size()};
}

// By zlib's own compressor, without header.
std::vector<std::byte> deflated(const std::string& text) {
  z_stream stream{};
  deflateInit2(&stream, 9, Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY);
  std::vector<std::byte> packed(deflateBound(&stream, static_cast<uLong>(text.size())));
  std::string copy = text;
  stream.next_in = reinterpret_cast<Bytef*>(copy.data());
  stream.avail_in = static_cast<uInt>(copy.size());
  stream.next_out = reinterpret_cast<Bytef*>(packed.data());
  stream.avail_out = static_cast<uInt>(packed.size());
  REQUIRE(deflate(&stream, Z_FINISH) == Z_STREAM_END);
  packed.resize(stream.total_out);
  deflateEnd(&stream);
  return packed;
}

std::string sample() {
  std::string text;
  for (int i = 0; i < 3000; ++i) text += std::to_string(i * 7919) + (i % 3 == 0 ? std::string(40, 'x') : " ");
  return text;
}

// Hands out at most `most` bytes at a time.
Inflater::More pieces(const std::vector<std::byte>& packed, std::size_t& at, std::size_t most) {
  return [&packed, &at, most](std::span<std::byte> room) {
    const std::size_t count = std::min({room.size(), most, packed.size() - at});
    std::copy_n(packed.begin() + static_cast<std::ptrdiff_t>(at), count, room.begin());
    at += count;
    return count;
  };
}

std::string inflated(Inflater& inflater, const std::vector<std::byte>& packed, std::size_t piece, std::size_t step) {
  std::size_t at = 0;
  std::string text;
  std::vector<std::byte> room(step);
  inflater.restart();
  for (std::size_t got = step; got == step;) {
    got = inflater.read(room, pieces(packed, at, piece));
    text.append(reinterpret_cast<const char*>(room.data()), got);
  }
  return text;
}

}  // namespace

TEST_CASE("a stream gives the same whatever the size of its pieces and of the reads, and starts anew") {
  const std::string text = sample();
  const std::string run(5000, 'a');  // 5000 bytes out of a few: more is pending when the input is at its end
  for (const auto make : {quick_to_begin, quick_to_end}) {
    const std::unique_ptr<Inflater> inflater = make();
    for (const unsigned piece : {1U, 7U, 100000U}) {
      for (const unsigned step : {1U, 64U, 4096U, 100000U}) {
        CHECK(inflated(*inflater, deflated(text), piece, step) == text);
        CHECK(inflated(*inflater, deflated(run), piece, step) == run);
      }
    }
  }
}

TEST_CASE("a stream that is cut is short, and one that is damaged says so") {
  const std::string text = sample();
  for (const auto make : {quick_to_begin, quick_to_end}) {
    std::vector<std::byte> packed = deflated(text);
    const std::unique_ptr<Inflater> inflater = make();
    std::vector<std::byte> half(packed.begin(), packed.begin() + static_cast<std::ptrdiff_t>(packed.size() / 2));
    const std::string start = inflated(*inflater, half, 1000, 4096);
    CHECK(start.size() < text.size());
    CHECK(text.starts_with(start));
    packed[0] = std::byte{7};  // a block of the type that RFC 1951 reserves
    CHECK_THROWS_AS(inflated(*inflater, packed, 1000, 4096), Unreadable);
    CHECK(inflated(*inflater, deflated("after damage"), 1000, 4096) == "after damage");
  }
}

TEST_CASE("nothing comes after a stream's end, whatever follows it") {
  std::vector<std::byte> packed = deflated("all of it");
  packed.resize(packed.size() + 100, std::byte{1});
  for (const auto make : {quick_to_begin, quick_to_end}) {
    CHECK(inflated(*make(), packed, 1000, 4) == "all of it");
  }
}

TEST_CASE("a block makes exactly as many bytes as there is room for") {
  const std::string text = sample();
  const std::vector<std::byte> packed = deflated(text);
  std::vector<std::byte> room(text.size());
  inflate_block(packed, room);
  CHECK(room == bytes_of(text));
  room.resize(text.size() - 1);
  CHECK_THROWS_AS(inflate_block(packed, room), Unreadable);
  room.resize(text.size() + 1);
  CHECK_THROWS_AS(inflate_block(packed, room), Unreadable);
  room.resize(text.size());
  CHECK_THROWS_AS(inflate_block(std::span(packed).first(packed.size() - 20), room), Unreadable);
}

TEST_CASE("the start of a gzip file is what comes out of it, through empty members, up to damage") {
  // Made by Python's gzip.compress(b"", mtime=0) and gzip.compress(b"\x7fELF", mtime=0).
  const std::string empty("\x1f\x8b\x08\0\0\0\0\0\x02\x03\x03\0\0\0\0\0\0\0\0\0", 20);
  const std::string full("\x1f\x8b\x08\0\0\0\0\0\x02\x03\xab\x77\xf5\x71\x03\0\x51\xc4\x3a\xa7\x04\0\0\0", 24);
  std::array<std::byte, 8> room;
  const auto start = [&](const std::string& file) {
    return inflate_start_of_gzip(std::as_bytes(std::span(file)), room);
  };
  CHECK(start(full) == std::size_t{4});
  CHECK(room[0] == std::byte{0x7f});
  CHECK(start(empty + full) == std::size_t{4});
  CHECK(start(empty) == std::size_t{0});
  CHECK(start(full.substr(0, 12)).value_or(0) < 4);
  CHECK_FALSE(start("\x1f\x8b\x08" + std::string(20, '\xff')));
  CHECK(start("") == std::size_t{0});
}
