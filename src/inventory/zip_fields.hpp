// SPDX-License-Identifier: Apache-2.0
// The parts of the records of a zip archive (APPNOTE.TXT, PKWARE, 4.4 and 4.5).
#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string_view>

namespace platlint {

constexpr std::uint64_t zip_header_size = 46;        ///< 4.3.12, in the directory, without its variable fields
constexpr std::uint64_t zip_local_header_size = 30;  ///< 4.3.7
constexpr std::uint64_t zip_in_zip64_field = 0xFFFFFFFF;

/// The extra field with that tag; unset: it does not exist.
std::optional<std::string_view> zip_extra_field(std::string_view extra, std::uint64_t tag);

/// If numbers do not fit in four bytes, they are in the zip64 extra field (4.5.3), all in this order.
void widen(std::initializer_list<std::uint64_t*> numbers, std::string_view extra);

}  // namespace platlint
