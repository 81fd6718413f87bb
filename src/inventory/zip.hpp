// SPDX-License-Identifier: Apache-2.0
// Zip archives, by libzip (APPNOTE.TXT, PKWARE).
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

/// Is a file of this name, that begins with `head`, a zip archive? A shebang line may stand before it (zipapp, pex):
/// then the end of the file decides, as it does where the name is an archive's: installers do not ask how it begins.
/// Throws Unreadable.
bool is_zip(std::string_view name, std::span<const std::byte> head, const Source& source);

/// Could it be one, by its name and its head alone?
bool may_be_zip(std::string_view name, std::span<const std::byte> head);

struct ZipMember {
  std::uint64_t index = 0;
  std::string name;               ///< as stored, with '/' for '\' but for one at the end of a file's name
  std::uint64_t size = 0;         ///< as declared
  std::uint64_t packed_size = 0;  ///< bytes in the archive, as declared
  std::uint32_t checksum = 0;     ///< CRC-32, as declared
  std::uint16_t method = 0;       ///< APPNOTE.TXT 4.4.5; of an encrypted one, what was encrypted
  bool encrypted = false;
  bool deflated = false;              ///< method 8, and not encrypted
  bool is_link = false;               ///< marked as one: its content is the link's target
  bool is_directory = false;          ///< by its name
  std::optional<std::uint32_t> mode;  ///< permission bits (07777), if it was made on Unix and says any
};

class Zip {
 public:
  /// Throws Unreadable where it is no readable archive, holds more than `most_members`, or where readers of archives
  /// may take it for different ones. `source` must outlive it.
  Zip(const Source& source, std::uint64_t most_members);
  Zip(const Zip&) = delete;
  Zip& operator=(const Zip&) = delete;
  ~Zip();

  std::uint64_t count() const;
  ZipMember member(std::uint64_t index) const;

  /// That readers who go by the local headers, from the front on, see the member that the directory tells of. Throws
  /// Unreadable, also for a directory with bytes in it: it is unpacked as no file. Where its data begins.
  std::uint64_t check(const ZipMember& member) const;

  /// What stands between the members and behind them, and is native code; none: nothing such does.
  std::optional<std::string> code_outside() const;

  /// Reads a member from its start, in order.
  std::unique_ptr<Stream> open(const ZipMember& member) const;
  /// The same for a few bytes of each of many members: quicker to begin, and slower to go on.
  std::unique_ptr<Stream> glance(const ZipMember& member) const;

  /// All of a member, its size and its checksum proven. Throws Unreadable.
  Buffer read_all(const ZipMember& member) const;

  /// The same in memory that the next call uses again. None where its method is another than deflate.
  std::optional<std::span<const std::byte>> inflate(const ZipMember& member) const;

 private:
  struct Archive;
  std::unique_ptr<Archive> archive_;
};

}  // namespace platlint
