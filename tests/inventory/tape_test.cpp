// SPDX-License-Identifier: Apache-2.0
#include "inventory/tape.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <random>
#include <vector>

namespace {

using namespace platlint;

std::byte byte_at(std::uint64_t offset) {
  return static_cast<std::byte>(offset * 2654435761U >> 13);
}

// This many bytes, all different enough; it counts how often a stream begins.
struct Made {
  std::uint64_t size = 0;
  std::uint64_t said = size;
  int begun = 0;

  class Bytes : public Stream {
   public:
    explicit Bytes(std::uint64_t size) : size_(size) {}
    std::size_t read(std::span<std::byte> into) override {
      const std::size_t count = static_cast<std::size_t>(std::min<std::uint64_t>(into.size(), size_ - at_));
      for (std::byte& byte : into.first(count)) byte = byte_at(at_++);
      return count;
    }

   private:
    std::uint64_t size_;
    std::uint64_t at_ = 0;
  };

  Tape tape(Tape::Blocks& blocks) {
    return Tape(
        said, [this] { return ++begun, std::make_unique<Bytes>(size); }, blocks);
  }
};

bool is_right(Tape& tape, std::uint64_t offset, std::size_t count) {
  std::vector<std::byte> bytes(count);
  tape.read(offset, bytes);
  for (const std::byte byte : bytes) {
    if (byte != byte_at(offset++)) return false;
  }
  return true;
}

constexpr std::uint64_t size = (std::uint64_t{24} << 20) + 77;
constexpr std::size_t block = Tape::block_bytes;

}  // namespace

TEST_CASE("a tape gives the bytes of any place, in any order") {
  Made made{size};
  Tape::Blocks blocks;
  Tape tape = made.tape(blocks);
  std::mt19937_64 random(7);
  for (int i = 0; i < 200; ++i) {
    const std::size_t count = random() % (3 * block);
    CHECK(is_right(tape, random() % (size - count + 1), count));
  }
  CHECK(is_right(tape, size, 0));
  tape.finish();
}

TEST_CASE("the beginning, and what came last, are there without beginning anew") {
  Made made{size};
  Tape::Blocks blocks;
  Tape tape = made.tape(blocks);
  CHECK(is_right(tape, size - 10, 10));
  CHECK(is_right(tape, 0, 2 << 20));
  CHECK(is_right(tape, size - (3 << 20), 1 << 20));
  CHECK(made.begun == 1);
  CHECK(blocks.size() <= (size / 5 + (4 << 20)) / block);
}

TEST_CASE("who goes back begins anew, and not often") {
  Made made{size};
  Tape::Blocks blocks;
  Tape tape = made.tape(blocks);
  for (std::uint64_t end = size; end > block; end -= block) CHECK(is_right(tape, end - block, block));
  CHECK(made.begun > 1);
  CHECK(made.begun <= 4);
}

TEST_CASE("a tape uses the memory of the one before") {
  Tape::Blocks blocks;
  Made made{size};
  for (int i = 0; i < 3; ++i) {
    Tape tape = made.tape(blocks);
    CHECK(is_right(tape, size - 1, 1));
  }
  CHECK(blocks.size() <= (size / 5 + (4 << 20)) / block);
}

TEST_CASE("a stream of another size than was said is none") {
  Tape::Blocks blocks;
  Made shorter{size, size + 1};
  CHECK_THROWS_AS(shorter.tape(blocks).finish(), Unreadable);
  Tape tape = shorter.tape(blocks);
  CHECK(is_right(tape, size / block * block - block, block));
  CHECK_THROWS_AS(is_right(tape, size - 1, 1), Unreadable);  // its block is not whole
  Made longer{size, size - 1};
  CHECK_THROWS_AS(longer.tape(blocks).finish(), Unreadable);
  Made nothing{0};
  nothing.tape(blocks).finish();
  CHECK(nothing.begun == 1);
}
