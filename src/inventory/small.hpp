// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace platlint {

/// Is a root so small that one process reads it in no time? It looks at the size of a file, or at the number of entries
/// in a directory and the sizes of its files. Never throws: if it cannot look, the root is not small.
bool is_small_root(const std::string& root);

}  // namespace platlint
