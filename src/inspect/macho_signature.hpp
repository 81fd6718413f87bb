// SPDX-License-Identifier: Apache-2.0
// Is a Mach-O file still the one that was signed?
#pragma once

#include <cstdint>
#include <optional>

#include "inspect/reader.hpp"

namespace platlint {

/// Where the first page stands whose hash is not the one in the code directory, in bytes from the file's beginning.
/// Looks at the first page and the last ones, for whatever edits a file changes its header or its symbols; at all of
/// them if asked. `signature` is what LC_CODE_SIGNATURE names. Nothing if all are as signed, and if no directory has
/// SHA-256, which macOS has asked for since 10.12. Throws Broken if the signature cannot be read: the kernel refuses it
/// as well.
std::optional<std::uint64_t> find_changed_page(const Image& image, FileRange signature, bool all_pages);

}  // namespace platlint
