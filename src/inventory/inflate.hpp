// SPDX-License-Identifier: Apache-2.0
// DEFLATE (RFC 1951). A block that is there at once, by libdeflate: the fastest, and it cannot stop early. A stream in
// order, by zlib where it is left after a few bytes; where it is not, by ISA-L, which is more than twice as fast and
// takes twice as long to begin.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>

namespace platlint {

/// Inflates all of `packed` into exactly `into`. Throws Unreadable where it is damaged, or makes fewer or more bytes.
void inflate_block(std::span<const std::byte> packed, std::span<std::byte> into);

/// What it takes to begin is kept for the next stream.
class Inflater {
 public:
  /// Fills what it is given with the stream's next packed bytes; 0 at their end. May throw.
  using More = std::function<std::size_t(std::span<std::byte>)>;

  Inflater() = default;
  Inflater(const Inflater&) = delete;
  Inflater& operator=(const Inflater&) = delete;
  virtual ~Inflater() = default;

  virtual void restart() = 0;
  /// Fills `into`; short at the stream's end only. Throws Unreadable (damage).
  virtual std::size_t read(std::span<std::byte> into, const More& more) = 0;
};

/// The first bytes of what a gzip file holds (RFC 1952), whose own beginning is `packed`: as many as `into` takes, or
/// can be had before damage; nothing: it is damaged before the first.
std::optional<std::size_t> inflate_start_of_gzip(std::span<const std::byte> packed, std::span<std::byte> into);

/// The first bytes that a stream makes whose own beginning is `packed`: as many as `into` takes, or can be had.
std::size_t inflate_start(std::span<const std::byte> packed, std::span<std::byte> into);

std::unique_ptr<Inflater> quick_to_begin();  ///< zlib
std::unique_ptr<Inflater> quick_to_end();    ///< ISA-L, or zlib where the program was built without

/// CRC-32 (ISO-HDLC, as APPNOTE.TXT 4.4.7 has it) of what `checksum` is that of, and `bytes` after it. 0 to begin with.
std::uint32_t add_to_checksum(std::uint32_t checksum, std::span<const std::byte> bytes);

}  // namespace platlint
