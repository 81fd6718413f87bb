// SPDX-License-Identifier: Apache-2.0
// Squashfs 4, the format of snaps and AppImages, read by libsquashfs (squashfs-tools-ng).
#pragma once

#include <cstdint>
#include <span>

#include "inventory/container.hpp"
#include "inventory/source.hpp"

namespace platlint {

/// Do the first bytes say that it is one?
bool is_squashfs(std::span<const std::byte> head);

/// Was the program built with libsquashfs?
bool reads_squashfs();

/// Calls `found` for each file in it. Throws Unreadable if it is damaged, uses a compression that is not built in, or
/// holds more than `most_members` files and directories. Also throws if the program was built without libsquashfs.
void read_squashfs(const Source& source, std::uint64_t most_members, const OnMember& found);

}  // namespace platlint
