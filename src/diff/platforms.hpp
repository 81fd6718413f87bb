// SPDX-License-Identifier: Apache-2.0
// The platform of a native file, in the words that are compared.
#pragma once

#include <string>

#include "diff/inventory.hpp"

namespace platlint::diff {

/// Would a loader load it?
bool is_loaded(const File& file);

/// "linux x86_64", "linux x86_64 musl", "macos aarch64". A file that links no C library is for any.
std::string platform_of(const Artifact& image);

/// Do its headers say that it is for this target?
bool is_for(const Artifact& image, const Target& target);

/// Does every such platform have this library?
bool is_common(const Artifact& image, std::string_view library);

}  // namespace platlint::diff
