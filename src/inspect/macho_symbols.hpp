// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <vector>

#include "inspect/macho_layout.hpp"
#include "platlint/artifact.hpp"

namespace platlint {

/// The symbols that an image takes from each library of its two-level namespace, and hashes of the symbols that it
/// offers. Symbols of the system are left out, and so are weak symbols and those of a flat namespace. Unset if the
/// tables cannot be read. Also unset if the image offers the symbols of another library (LC_REEXPORT_DYLIB).
std::optional<Symbols> read_macho_symbols(const Image& image, const MachoLayout& layout,
                                          const std::vector<Library>& libraries);

}  // namespace platlint
