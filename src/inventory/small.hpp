// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace platlint {

/// Is there so little in a root that one process reads it in no time? By the size of a file, and by how many entries a
/// directory has and the sizes of its files. Never throws: what cannot be looked at is not small.
bool is_small_root(const std::string& root);

}  // namespace platlint
