// SPDX-License-Identifier: Apache-2.0
// Which names of its C API each CPython exports.
#pragma once

#include <optional>
#include <string_view>

namespace platlint {

/// Does CPython 3.`minor` export this name on Linux? Nothing where no release that was measured tells: a name that none
/// of them has, one that only some patch releases have, or another minor version.
std::optional<bool> python_exports(std::string_view symbol, int minor);

}  // namespace platlint
