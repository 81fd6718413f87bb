// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string_view>

#include "platlint/target.hpp"

namespace platlint::target {

/// What a container image is by its own word: its platform in Go's words ("linux/arm64"), and the text of its
/// os-release(5), empty if it has none. The distribution where that is known, else the platform alone. Throws Error for
/// a platform that is not known.
Target target_of_image(std::string_view platform, std::string_view os_release);

}  // namespace platlint::target
