// SPDX-License-Identifier: Apache-2.0
// Archives and compressed files that nobody opens here, told by their first bytes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "inspect/image.hpp"

namespace platlint {

/// A tar header is one block, and tells by its checksum that it is one (POSIX.1-2017, pax, "ustar Interchange Format").
inline constexpr std::size_t tar_block = 512;

/// Could a tar archive begin with these bytes? Its name comes first, and zeros after it.
bool may_be_tar(Bytes magic);

/// What begins so, in a user's words: "a tar archive"; empty: no archive that has a magic number. Zip archives are not
/// among them: those are opened. `head` is the beginning of the file: 64 bytes tell all but tar.
std::string_view archive_kind(Bytes head);

/// Is it an ELF program with a file system behind it (AppImageSpec, draft.md: "AI" and the type at offset 8)?
bool is_app_image(Bytes head);

}  // namespace platlint
