// SPDX-License-Identifier: Apache-2.0
// Electron's asar: a header in JSON, followed by the files (electron/asar: disk.ts, filesystem.ts, pickle.ts).
#pragma once

#include <cstdint>
#include <span>

#include "inventory/container.hpp"
#include "inventory/source.hpp"

namespace platlint {

/// Do the first bytes say that it is one?
bool is_asar(std::span<const std::byte> head);

/// Calls `found` for each file in it. Files that lie unpacked beside it are not in it. Throws Unreadable if it is
/// damaged, or holds more than `most_members` files.
void read_asar(const Source& source, std::uint64_t most_members, const OnMember& found);

}  // namespace platlint
