// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "inspect/elf_layout.hpp"

namespace platlint {

/// The version of the architecture that a 32-bit ARM file says it needs: 6 or 7; 8 for all later ones, 5 for all
/// earlier ones. 0 if the file does not say. Loaders do not look at it: the processor fails at the first instruction
/// that it lacks.
std::uint8_t read_arm_version(const Reader& reader, const ElfLayout& layout);

}  // namespace platlint
