// SPDX-License-Identifier: Apache-2.0
#include "inventory/tape.hpp"

#include <algorithm>
#include <utility>

namespace platlint {

namespace {

// This many of the latest blocks are kept: tables at the end that refer to each other lie within 4 MiB.
constexpr std::uint64_t latest = 64;

// The part of the beginning that is kept: enough for the symbols of a large library and their names. They take 12 % of
// libtensorflow_cc.so.2, 18 % of Polars. They are read last, because data after the code refers to them.
std::uint64_t first_blocks(std::uint64_t size) {
  return std::max<std::uint64_t>(32, size / 5 / Tape::block_bytes);
}

}  // namespace

Tape::Tape(std::uint64_t size, Open open, Blocks& blocks)
    : size_(size), open_(std::move(open)), blocks_(blocks), first_(first_blocks(size)) {}

void Tape::read(std::uint64_t offset, std::span<std::byte> into) {
  while (!into.empty()) {
    const std::size_t skipped = static_cast<std::size_t>(offset % block_bytes);
    const std::size_t count = std::min(into.size(), block_bytes - skipped);
    std::copy_n(block(offset / block_bytes) + skipped, count, into.begin());
    offset += count;
    into = into.subspan(count);
  }
}

void Tape::finish() {
  advance((size_ + block_bytes - 1) / block_bytes);
  stream_->end();
}

const std::byte* Tape::block(std::uint64_t number) {
  if (number >= first_ && number + latest < next_) rewind(number);
  advance(number + 1);
  return blocks_[slot(number)].get();
}

void Tape::rewind(std::uint64_t number) {
  first_ = number + number / 2;
  next_ = 0;
  stream_.reset();
}

void Tape::advance(std::uint64_t end) {
  if (!stream_) stream_ = open_();
  for (; next_ < end; ++next_) {
    const std::size_t at = slot(next_);
    while (blocks_.size() <= at) blocks_.emplace_back(new std::byte[block_bytes]);
    stream_->read_exactly({blocks_[at].get(), bytes_in(next_)});
  }
}

std::size_t Tape::slot(std::uint64_t number) const {
  return static_cast<std::size_t>(number < first_ ? number : first_ + (number - first_) % latest);
}

std::size_t Tape::bytes_in(std::uint64_t number) const {
  return static_cast<std::size_t>(std::min<std::uint64_t>(block_bytes, size_ - number * block_bytes));
}

}  // namespace platlint
