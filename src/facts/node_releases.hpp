// SPDX-License-Identifier: Apache-2.0
// Node.js by its releases: which binary interface addons have there.
#pragma once

#include <string>

#include "platlint/target.hpp"

namespace platlint {

/// Its NODE_MODULE_VERSION; 0 where none is known.
int abi_of(const Node& node);

/// "Node 22", "Electron 33": the program with that NODE_MODULE_VERSION; empty where none is known.
std::string program_of_abi(int abi);

}  // namespace platlint
