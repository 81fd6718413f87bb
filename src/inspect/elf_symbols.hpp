// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "inspect/elf_layout.hpp"
#include "platlint/artifact.hpp"

namespace platlint {

/// Fills in `VersionNeed::symbols`. Throws Broken where the symbol tables lie outside the file.
void add_version_symbols(Artifact& artifact, const Image& image, const ElfLayout& layout);

/// N of the name node_register_module_vN in the dynamic string table, which an addon made by NODE_MODULE_INIT exports
/// (Node, src/node.h); 0 where there is none.
std::uint16_t read_node_abi(const Reader& reader, const ElfLayout& layout);

}  // namespace platlint
