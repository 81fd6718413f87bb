// SPDX-License-Identifier: Apache-2.0
// Bytes that come in order, but are read at any offset: for a member of an archive whose tables are in its first and
// last parts.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <vector>

#include "inventory/stream.hpp"

namespace platlint {

/// Keeps the beginning, and the latest part of the rest. If a read goes back to bytes that are not kept, the stream
/// starts again. From then on the beginning that is kept is half as long again as the part before that read. This
/// happens once or twice, and an image of any size takes little memory.
class Tape {
 public:
  using Open = std::function<std::unique_ptr<Stream>()>;
  /// Memory that the next tape uses again: fresh pages cost as much as inflating into them.
  using Blocks = std::vector<std::unique_ptr<std::byte[]>>;

  /// `open` gives the stream from its start, of `size` bytes. `blocks` must outlive it.
  Tape(std::uint64_t size, Open open, Blocks& blocks);

  /// Fills `into` starting at `offset`; the range lies inside the size. Throws Unreadable, also if the stream is
  /// shorter.
  void read(std::uint64_t offset, std::span<std::byte> into);

  /// Reads to the end, where the stream checks its size and checksum. Throws Unreadable.
  void finish();

  static constexpr std::size_t block_bytes = std::size_t{64} << 10;

 private:
  const std::byte* block(std::uint64_t number);
  void rewind(std::uint64_t number);
  void advance(std::uint64_t end);
  std::size_t slot(std::uint64_t number) const;
  std::size_t bytes_in(std::uint64_t number) const;

  std::uint64_t size_;
  Open open_;
  Blocks& blocks_;
  std::unique_ptr<Stream> stream_;
  std::uint64_t next_ = 0;  // the block that comes next
  std::uint64_t first_;     // this many blocks of the beginning are kept
};

}  // namespace platlint
