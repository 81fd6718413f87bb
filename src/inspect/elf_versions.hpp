// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "inspect/elf_layout.hpp"

namespace platlint {

/// DT_VERNEED: Elfxx_Verneed and Elfxx_Vernaux, 16 bytes each in both classes (LSB "Symbol Versioning"). `layout` has
/// its dynamic section and string table already. Throws Broken where a record, a string or a link is none.
std::vector<ElfVersionNeed> read_version_needs(const Reader& reader, const ElfLayout& layout);

}  // namespace platlint
