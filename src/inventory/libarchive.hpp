// SPDX-License-Identifier: Apache-2.0
// Archives other than zip, read by libarchive. No program is started and nothing is written. The formats of libarchive
// are chosen one by one, without those that would run another program.
#pragma once

#include <cstdint>

#include "inventory/container.hpp"
#include "inventory/source.hpp"

namespace platlint {

/// The limits for an archive.
struct ArchiveLimits {
  std::uint64_t ratio = 0;  ///< the bytes that may come out of its compression, for each byte of its own
};

/// A compressed file surely holds an archive, but the archive cannot be read.
struct UnreadableInside : Unreadable {
  using Unreadable::Unreadable;
};

/// Calls `found` for each member of an archive that is read from its front: tar (v7, ustar, pax, GNU), cpio, ar, RPM.
/// It may be uncompressed, or in gzip, bzip2, xz, lzma, lzip, lz4, zstd or compress. A compressed file without an
/// archive is one member without a name or a size; it is only read as far as `found` reads. Throws Unreadable.
void read_ordered(Stream& archive, const ArchiveLimits& limits, const OnMember& found);

/// The same for a file with random access: the bytes of a tar on disk that nobody reads are skipped.
void read_ordered(const Source& archive, const ArchiveLimits& limits, const OnMember& found);

/// The same for an archive whose reader seeks in it: 7z, cabinet, RAR, ISO 9660.
void read_seeking(const Source& archive, const ArchiveLimits& limits, const OnMember& found);

}  // namespace platlint
