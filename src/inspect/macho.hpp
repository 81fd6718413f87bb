// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "inspect/inspect.hpp"

namespace platlint {

/// The facts of a thin Mach-O file. Throws Broken.
Artifact inspect_macho(const Image& image, const Detail& detail);

/// The facts of every slice of a universal file, in file order. `wide`: offsets of 64 bits (FAT_MAGIC_64). Throws
/// Broken.
std::vector<Artifact> inspect_fat_macho(const Image& image, bool wide, const Detail& detail);

}  // namespace platlint
