// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string_view>

#include "platlint/target.hpp"

namespace platlint::target {

/// The target that a container image describes itself: its platform in Go's words ("linux/arm64"), and the text of its
/// os-release(5), empty if it has none. It is the distribution if that is known, otherwise only the platform. Throws
/// Error if the platform is not known.
Target target_of_image(std::string_view platform, std::string_view os_release);

}  // namespace platlint::target
