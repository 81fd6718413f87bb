// SPDX-License-Identifier: Apache-2.0
// Some readers of zip archives use the directory (pip, unzip, libzip), others the headers before each member (bsdtar
// with a stream, Java's ZipInputStream). If the two describe different members, it is not known which file is unpacked.
#pragma once

#include <cstdint>
#include <string_view>

#include "inventory/zip.hpp"
#include "inventory/zip_view.hpp"

namespace platlint {

/// The most bytes of a deflate stream without contents: an empty block of any kind (RFC 1951, 3.2.3).
constexpr std::uint64_t most_of_nothing = 5;

/// Compares a member's local header with the directory. If the header leaves the sizes to a descriptor after the data,
/// compares that too. Returns the start of the member's data. `name`: as libzip gives it. Throws Unreadable if they
/// differ.
std::uint64_t check_local(ZipView& view, const ZipPlace& place, const ZipMember& member, std::string_view name);

}  // namespace platlint
