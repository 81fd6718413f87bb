// SPDX-License-Identifier: Apache-2.0
// Finds a zip archive's directory (APPNOTE.TXT, PKWARE, 4.3.12 to 4.3.16). The end of a file may hold several records
// that claim to be its end, and readers choose differently. pip's (Python's zipfile) and most others take the last. So
// the last counts here, whatever libzip would choose.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "inventory/source.hpp"

namespace platlint {

constexpr std::string_view zip_end_mark = "PK\5\6";  // 4.3.16

struct ZipEnd {
  std::uint64_t record = 0;          ///< the last end of central directory record; all in bytes from the file's start
  std::uint64_t prefix = 0;          ///< the bytes before the archive that its offsets do not count (a shebang line)
  std::uint64_t directory = 0;       ///< the first header of the central directory
  std::uint64_t directory_size = 0;  ///< as in the record, or in the zip64 one beside it; in bytes
};

/// Unset if the file does not end like an archive. Throws Unreadable.
std::optional<ZipEnd> find_zip_end(const Source& source);

/// Does a directory really begin at the place that the end states?
bool has_directory(const Source& source, const ZipEnd& end);

/// The place of a member, from its directory; in bytes from the file's start.
struct ZipPlace {
  std::uint64_t header = 0;  ///< its header in the directory
  std::uint64_t local = 0;   ///< its local header
  std::uint64_t end = 0;     ///< of its data, if its local header has no extra field
};

/// All members in the directory, whatever number it claims, in its order. Throws Unreadable if there are more than
/// `most`, or if readers may take something in the directory for another end of the archive.
std::vector<ZipPlace> find_members(const Source& source, const ZipEnd& end, std::uint64_t most);

}  // namespace platlint
