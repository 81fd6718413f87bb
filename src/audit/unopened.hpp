// SPDX-License-Identifier: Apache-2.0
// Archives that are not opened: what is in them was not judged, and that is said.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "inspect/image.hpp"

namespace platlint {

/// What a file is that may hold native code and is not opened: "a tar archive in gzip"; empty: nothing of the kind.
/// `head` is its beginning, as many bytes as `bytes_that_tell` says.
std::string unopened_archive(std::string_view path, Bytes head, std::uint64_t size);

/// Does an archive of any kind begin so, those too that are opened where they lie in the bundle?
bool holds_files(Bytes head);

}  // namespace platlint
