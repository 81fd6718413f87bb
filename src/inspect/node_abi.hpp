// SPDX-License-Identifier: Apache-2.0
// Which Node.js an addon was compiled for.
#pragma once

#include <cstdint>

#include "inspect/reader.hpp"

namespace platlint {

/// N of the name node_register_module_vN in this part of the file; 0 if it is not there. An addon made by
/// NODE_MODULE_INIT exports this name (Node, src/node.h).
std::uint16_t find_node_abi(const Image& image, const FileRange& part);

/// The same in a whole file: for Mach-O and PE, the tables of exports are not read.
std::uint16_t find_node_abi(const Image& image);

}  // namespace platlint
