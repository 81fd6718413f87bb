// SPDX-License-Identifier: Apache-2.0
// Decompresses a part of a Source.
#pragma once

#include <cstdint>
#include <memory>

#include "inventory/source.hpp"
#include "inventory/stream.hpp"

namespace platlint {

enum class Deflate : std::uint8_t {
  zlib,  ///< RFC 1950
  raw,   ///< RFC 1951
};

/// Inflates a range to `size` bytes; the end of the stream proves the size. Throws Unreadable as stream_of() does.
std::unique_ptr<Stream> inflated(const Source& source, Range range, std::uint64_t size, Deflate kind);

/// The one zstd frame (RFC 8878) that begins a range; it may end before the range does. Throws Unreadable as
/// stream_of() does.
std::unique_ptr<Stream> unpacked_zstd(const Source& source, Range range);

}  // namespace platlint
