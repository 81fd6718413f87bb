// SPDX-License-Identifier: Apache-2.0
// The wheel tags that pip needs to fetch wheels for a target.
#pragma once

#include <string>
#include <vector>

#include "platlint/target.hpp"

namespace platlint::target {

/// Best first, for `pip --platform`. pip takes manylinux_2_N and musllinux_1_N literally (of Linux tags it widens only
/// manylinux2014 and manylinux2010). So the list has every lower build that projects publish. For a macosx tag pip
/// itself adds all older ones (pip._internal.utils.compatibility_tags `_get_custom_platforms`), so the first is enough.
/// Empty if the target does not say enough: no libc, no API level, no wheels for such a system.
std::vector<std::string> wheel_tags(const Target& target);

}  // namespace platlint::target
