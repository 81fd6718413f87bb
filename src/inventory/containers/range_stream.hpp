// SPDX-License-Identifier: Apache-2.0
// A part of a Source: as a Source, as a Stream, and as a Stream of what was compressed into it.
#pragma once

#include <cstdint>
#include <memory>

#include "inventory/source.hpp"
#include "inventory/stream.hpp"

namespace platlint {

struct Range {
  std::uint64_t offset = 0;
  std::uint64_t size = 0;

  std::uint64_t end() const { return offset + size; }
};

/// Does the source hold all of it? What the sum of its numbers is does not matter.
bool holds(const Source& source, Range range);
/// Throws Unreadable if the source does not hold all of it.
void require_range(const Source& source, Range range);

/// The part alone, its first byte at 0. `source` must outlive it. Throws Unreadable if the source does not hold it.
std::unique_ptr<Source> part_of(const Source& source, Range range);

/// The bytes of a range, as they are. Throws Unreadable if the source does not hold it.
std::unique_ptr<Stream> stream_of(const Source& source, Range range);

enum class Deflate : std::uint8_t {
  zlib,  ///< RFC 1950
  raw,   ///< RFC 1951
};

/// What was deflated into a range, `size` bytes, which its end proves. Throws Unreadable as stream_of() does.
std::unique_ptr<Stream> inflated(const Source& source, Range range, std::uint64_t size, Deflate kind);

/// The one zstd frame (RFC 8878) that begins a range; it may end before the range does. Throws Unreadable as
/// stream_of() does.
std::unique_ptr<Stream> unpacked_zstd(const Source& source, Range range);

}  // namespace platlint
