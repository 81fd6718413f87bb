// SPDX-License-Identifier: Apache-2.0
// What a native file is for, in words that two bundles are compared by.
#pragma once

#include <string>

#include "diff/inventory.hpp"

namespace platlint::diff {

/// Would a loader be asked for it?
bool is_loaded(const File& file);

/// "linux x86_64", "linux x86_64 musl", "macos aarch64". A file that is linked to no C library is for any.
std::string platform_of(const Artifact& image);

/// Is it for this target, by its headers?
bool is_for(const Artifact& image, const Target& target);

/// Has every such platform this library?
bool is_common(const Artifact& image, std::string_view library);

}  // namespace platlint::diff
