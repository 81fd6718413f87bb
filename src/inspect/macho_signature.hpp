// SPDX-License-Identifier: Apache-2.0
// Is a Mach-O file still the one that was signed?
#pragma once

#include <cstdint>
#include <optional>

#include "inspect/reader.hpp"

namespace platlint {

/// The place of the first page whose hash is not the one in the code directory, in bytes from the beginning of the
/// file. Looks at the first page and the last ones, because every tool that edits a file changes its header or its
/// symbols. Looks at all pages if asked. `signature` is the range that LC_CODE_SIGNATURE names. Unset if all pages are
/// as signed. Also unset if no directory has SHA-256, which macOS has required since 10.12. Throws Broken if the
/// signature cannot be read: the kernel refuses it as well.
std::optional<std::uint64_t> find_changed_page(const Image& image, FileRange signature, bool all_pages);

}  // namespace platlint
