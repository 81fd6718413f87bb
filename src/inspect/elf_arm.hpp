// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "inspect/elf_layout.hpp"

namespace platlint {

/// The version of the architecture that a 32-bit ARM file says it needs: 6 or 7; 8 for what came later, 5 for all
/// before. 0 where it does not say. No loader looks at it: the processor does, at the first instruction that it lacks.
std::uint8_t read_arm_version(const Reader& reader, const ElfLayout& layout);

}  // namespace platlint
