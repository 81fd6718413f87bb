// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>

namespace platlint::deployment {

/// Why a directory is not the shipped code, but its source: "the source, without what its requirements.txt names".
/// Empty: it is the shipped code, as far as one can see.
std::string unbuilt(const std::filesystem::path& folder);

}  // namespace platlint::deployment
