// SPDX-License-Identifier: Apache-2.0
// Where a zip archive's directory stands (APPNOTE.TXT, PKWARE, 4.3.12 to 4.3.16). The end of a file may hold several
// records that claim to be its end; readers differ in which they take. pip's (Python's zipfile) and most others take
// the last, so that is the one that counts here, whatever libzip would choose.
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
  std::uint64_t prefix = 0;          ///< what stands before the archive without its offsets knowing (a shebang line)
  std::uint64_t directory = 0;       ///< the first header of the central directory
  std::uint64_t directory_size = 0;  ///< as the record says, or the zip64 one beside it; in bytes
};

/// None where the file does not end as an archive. Throws Unreadable.
std::optional<ZipEnd> find_zip_end(const Source& source);

/// Does a directory really begin where the end says?
bool has_directory(const Source& source, const ZipEnd& end);

/// Where a member stands, by its directory; in bytes from the file's start.
struct ZipPlace {
  std::uint64_t header = 0;  ///< its header in the directory
  std::uint64_t local = 0;   ///< its local header
  std::uint64_t end = 0;     ///< of its data, if its local header has no extra field
};

/// The members that the directory holds, whatever number is claimed, in its order. Throws Unreadable for more than
/// `most`, and for a directory with what readers may take for another end of the archive in it.
std::vector<ZipPlace> find_members(const Source& source, const ZipEnd& end, std::uint64_t most);

}  // namespace platlint
