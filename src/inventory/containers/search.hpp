// SPDX-License-Identifier: Apache-2.0
// Looks for a few bytes in a part of a Source, a piece at a time.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "inventory/containers/range_stream.hpp"

namespace platlint {

/// The first, or last, place in the source where these bytes occur in the range. Unset: they do not occur. Throws
/// Unreadable as the source does.
std::optional<std::uint64_t> find_first(const Source& source, Range range, std::string_view bytes);
std::optional<std::uint64_t> find_last(const Source& source, Range range, std::string_view bytes);

/// The first `most` bytes of a range, or fewer if it or the source ends before.
std::string first_bytes(const Source& source, Range range, std::size_t most);
std::string last_bytes(const Source& source, Range range, std::size_t most);

}  // namespace platlint
