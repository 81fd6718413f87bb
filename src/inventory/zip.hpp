// SPDX-License-Identifier: Apache-2.0
// Zip archives, read by libzip (APPNOTE.TXT, PKWARE).
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "inventory/source.hpp"
#include "inventory/stream.hpp"

namespace platlint {

/// Is a file with this name, that begins with `head`, a zip archive? If a shebang line precedes it (zipapp, pex), the
/// end of the file decides. The end also decides if the name is an archive's, because installers do not look at the
/// beginning. Throws Unreadable.
bool is_zip(std::string_view name, std::span<const std::byte> head, const Source& source);

/// Could it be a zip archive, by its name and its head alone?
bool may_be_zip(std::string_view name, std::span<const std::byte> head);

struct ZipMember {
  std::uint64_t index = 0;
  std::string name;               ///< as stored, with '/' for '\' except at the end of a file's name
  std::uint64_t size = 0;         ///< as declared
  std::uint64_t packed_size = 0;  ///< bytes in the archive, as declared
  std::uint32_t checksum = 0;     ///< CRC-32, as declared
  std::uint16_t method = 0;       ///< APPNOTE.TXT 4.4.5; for an encrypted member, the method before encryption
  bool encrypted = false;
  bool deflated = false;              ///< method 8, and not encrypted
  bool is_link = false;               ///< marked as a link: its content is the link's target
  bool is_directory = false;          ///< by its name
  std::optional<std::uint32_t> mode;  ///< permission bits (07777), if it was made on Unix and states them
};

class Zip {
 public:
  /// Throws Unreadable if it is not a readable archive, holds more than `most_members`, or if different readers may see
  /// different archives in it. `source` must outlive it.
  Zip(const Source& source, std::uint64_t most_members);
  Zip(const Zip&) = delete;
  Zip& operator=(const Zip&) = delete;
  ~Zip();

  std::uint64_t count() const;
  ZipMember member(std::uint64_t index) const;

  /// Checks that readers who use the local headers, from the front on, see the same member as the directory describes.
  /// Returns the start of its data. Throws Unreadable, also for a directory with bytes in it, which no reader unpacks
  /// as a file.
  std::uint64_t check(const ZipMember& member) const;

  /// Native code between the members or after them. Unset: there is none.
  std::optional<std::string> code_outside() const;

  /// Reads a member from its start, in order.
  std::unique_ptr<Stream> open(const ZipMember& member) const;
  /// The same for a few bytes of each of many members: quicker to begin, and slower to continue.
  std::unique_ptr<Stream> glance(const ZipMember& member) const;

  /// The whole member, with its size and checksum checked. Throws Unreadable.
  Buffer read_all(const ZipMember& member) const;

  /// The same in memory that the next call uses again. Unset if its method is not deflate.
  std::optional<std::span<const std::byte>> inflate(const ZipMember& member) const;

 private:
  struct Archive;
  std::unique_ptr<Archive> archive_;
};

}  // namespace platlint
