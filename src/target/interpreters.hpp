// SPDX-License-Identifier: Apache-2.0
// The paths of a target's program interpreters: PT_INTERP of its programs names them.
#pragma once

#include <string_view>
#include <vector>

#include "platlint/target.hpp"

namespace platlint::target {

/// The usual spelling for each C library that the target may have, the most likely one first. Empty if it is not known.
std::vector<std::string_view> interpreters(const Target& target);

/// Is it one of the target's own? It may have this spelling or another for the same file: distributions keep it under
/// /lib, /lib64 or /lib/TRIPLET, with links between them and to /usr.
bool is_own_interpreter(std::string_view path, const Target& target);

}  // namespace platlint::target
