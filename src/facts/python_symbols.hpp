// SPDX-License-Identifier: Apache-2.0
// The names of its C API that each CPython exports.
#pragma once

#include <optional>
#include <string_view>

namespace platlint {

/// Does CPython 3.`minor` export this name on Linux? Unset if no measured release tells. That is so for a name that
/// none of them has, for one that only some patch releases have, and for other minor versions.
std::optional<bool> python_exports(std::string_view symbol, int minor);

}  // namespace platlint
