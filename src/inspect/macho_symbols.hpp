// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <vector>

#include "inspect/macho_layout.hpp"
#include "platlint/artifact.hpp"

namespace platlint {

/// What an image takes of which library of its two-level namespace, and hashes of what it offers. What the system has
/// is left out, and so are weak symbols and those of a flat namespace. Nothing where the tables are not to be read, and
/// of an image that offers what another library has (LC_REEXPORT_DYLIB).
std::optional<Symbols> read_macho_symbols(const Image& image, const MachoLayout& layout,
                                          const std::vector<Library>& libraries);

}  // namespace platlint
