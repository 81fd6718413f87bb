// SPDX-License-Identifier: Apache-2.0
// DEFLATE (RFC 1951), with three libraries. libdeflate inflates a whole block: it is the fastest, but cannot stop
// early. zlib inflates a stream if only a few bytes are needed. ISA-L inflates a stream to its end: it is more than
// twice as fast as zlib, but takes twice as long to begin.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>

namespace platlint {

/// Inflates all of `packed` into exactly `into`. Throws Unreadable if it is damaged, or makes fewer or more bytes.
void inflate_block(std::span<const std::byte> packed, std::span<std::byte> into);

/// The state that a stream needs is kept for the next stream.
class Inflater {
 public:
  /// Fills a buffer with the stream's next packed bytes; returns 0 at their end. May throw.
  using More = std::function<std::size_t(std::span<std::byte>)>;

  Inflater() = default;
  Inflater(const Inflater&) = delete;
  Inflater& operator=(const Inflater&) = delete;
  virtual ~Inflater() = default;

  virtual void restart() = 0;
  /// Fills `into`; fewer bytes only at the stream's end. Throws Unreadable (damage).
  virtual std::size_t read(std::span<std::byte> into, const More& more) = 0;
};

/// The first bytes of the file in a gzip file (RFC 1952) that begins with `packed`. There are as many as fit in `into`,
/// or as come before damage. Unset: it is damaged before the first byte.
std::optional<std::size_t> inflate_start_of_gzip(std::span<const std::byte> packed, std::span<std::byte> into);

/// The first bytes of a stream that begins with `packed`: as many as fit in `into`, or as there are.
std::size_t inflate_start(std::span<const std::byte> packed, std::span<std::byte> into);

std::unique_ptr<Inflater> quick_to_begin();  ///< zlib
std::unique_ptr<Inflater> quick_to_end();    ///< ISA-L, or zlib if the program was built without ISA-L

/// CRC-32 (ISO-HDLC, as in APPNOTE.TXT 4.4.7). It continues the checksum of earlier bytes with `bytes`; begin with 0.
std::uint32_t add_to_checksum(std::uint32_t checksum, std::span<const std::byte> bytes);

}  // namespace platlint
