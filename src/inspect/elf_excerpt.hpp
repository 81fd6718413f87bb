// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "inspect/elf_layout.hpp"

namespace platlint {

/// A small ELF file with the same interpreter, needed libraries, names, search paths and version needs as the file
/// behind `layout`, and nothing else. It has one loaded segment whose addresses are its file offsets.
std::vector<std::uint8_t> elf_excerpt(const Image& image, const ElfLayout& layout);

}  // namespace platlint
