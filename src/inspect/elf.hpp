// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "inspect/inspect.hpp"

namespace platlint {

/// The facts of an ELF file. Throws Broken.
Artifact inspect_elf(const Image& image, const Detail& detail);

}  // namespace platlint
