// SPDX-License-Identifier: Apache-2.0
// Where a target's program interpreters stand: the path that PT_INTERP of its programs names.
#pragma once

#include <string_view>
#include <vector>

#include "platlint/target.hpp"

namespace platlint::target {

/// The usual spelling first of that of each C library that the target may have. Empty where it is not known.
std::vector<std::string_view> interpreters(const Target& target);

/// Is it one of the target's own, in this spelling or one that leads to the same file: distributions keep it under
/// /lib, /lib64 or /lib/TRIPLET, with links between them and to /usr?
bool is_own_interpreter(std::string_view path, const Target& target);

}  // namespace platlint::target
