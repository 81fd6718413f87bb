// SPDX-License-Identifier: Apache-2.0
// Archives that are no zip, by libarchive. No program is started and nothing is written: its readers are chosen one by
// one, and those that would run another program are left out.
#pragma once

#include <cstdint>

#include "inventory/container.hpp"
#include "inventory/source.hpp"

namespace platlint {

/// What an archive may cost.
struct ArchiveLimits {
  std::uint64_t ratio = 0;  ///< bytes that come out of its compression, for each of its own
};

/// What comes out of a compression is surely an archive, and cannot be read.
struct UnreadableInside : Unreadable {
  using Unreadable::Unreadable;
};

/// Calls `found` for each member of an archive that is read from its front: tar (v7, ustar, pax, GNU), cpio, ar, RPM;
/// whole or in gzip, bzip2, xz, lzma, lzip, lz4, zstd or compress. What holds none of these in a compression is one
/// member without a name or a size, and is read no further than `found` reads. Throws Unreadable.
void read_ordered(Stream& archive, const ArchiveLimits& limits, const OnMember& found);

/// The same from a file that is there at once: what nobody reads of a tar on disk is skipped.
void read_ordered(const Source& archive, const ArchiveLimits& limits, const OnMember& found);

/// The same of an archive whose reader goes to and fro in it: 7z, cabinet, RAR, ISO 9660.
void read_seeking(const Source& archive, const ArchiveLimits& limits, const OnMember& found);

}  // namespace platlint
