// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "platlint/artifact.hpp"

namespace platlint::target {

/// conda's name for a platform: "linux-64", "osx-arm64"; empty if it has none.
std::string conda_subdir(System system, Architecture architecture);

}  // namespace platlint::target
