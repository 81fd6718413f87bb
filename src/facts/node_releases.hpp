// SPDX-License-Identifier: Apache-2.0
// The releases of Node.js, and the binary interface of each for addons.
#pragma once

#include <string>

#include "platlint/target.hpp"

namespace platlint {

/// Its NODE_MODULE_VERSION; 0 if it is not known.
int abi_of(const Node& node);

/// "Node 22", "Electron 33": the program with that NODE_MODULE_VERSION; empty if it is not known.
std::string program_of_abi(int abi);

}  // namespace platlint
