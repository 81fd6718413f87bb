// SPDX-License-Identifier: Apache-2.0
// Readers of zip archives go by the directory (pip, unzip, libzip) or by what stands before each member (bsdtar of a
// stream, Java's ZipInputStream). Both tell of the same member, or it is not known which file is unpacked.
#pragma once

#include <cstdint>
#include <string_view>

#include "inventory/zip.hpp"
#include "inventory/zip_view.hpp"

namespace platlint {

/// What a stream of deflate takes that holds nothing, at most: an empty block of any kind (RFC 1951, 3.2.3).
constexpr std::uint64_t most_of_nothing = 5;

/// Compares a member's local header, and the sizes behind its data where the header leaves them to those, with what the
/// directory says. `name`: as libzip gives it. Throws Unreadable where they differ. Where the member's data begins.
std::uint64_t check_local(ZipView& view, const ZipPlace& place, const ZipMember& member, std::string_view name);

}  // namespace platlint
