// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "inspect/elf_layout.hpp"

namespace platlint {

/// DT_VERNEED: Elfxx_Verneed and Elfxx_Vernaux, 16 bytes each in both classes (LSB "Symbol Versioning"). `layout` has
/// its dynamic section and string table already. Throws Broken if a record, a string or a link is invalid.
std::vector<ElfVersionNeed> read_version_needs(const Reader& reader, const ElfLayout& layout);

/// The names of DT_VERDEF (Elfxx_Verdef, 20 bytes), except the file's own (VER_FLG_BASE). Empty if the table is not
/// whole: then no missing version is reported.
std::vector<std::string> read_versions(const Reader& reader, const ElfLayout& layout);

}  // namespace platlint
