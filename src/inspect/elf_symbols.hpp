// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "inspect/elf_layout.hpp"
#include "platlint/artifact.hpp"

namespace platlint {

/// Fills in `VersionNeed::symbols`. Throws Broken if the symbol tables lie outside the file.
void add_version_symbols(Artifact& artifact, const Image& image, const ElfLayout& layout);

}  // namespace platlint
