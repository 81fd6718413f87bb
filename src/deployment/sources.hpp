// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>

namespace platlint::deployment {

/// Why a directory is not what will be shipped but what it is built from: "the source, without what its
/// requirements.txt names". Empty: it is what is shipped, as far as one can see.
std::string unbuilt(const std::filesystem::path& folder);

}  // namespace platlint::deployment
