// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "inspect/elf_layout.hpp"
#include "platlint/artifact.hpp"

namespace platlint {

/// The symbols that must be found elsewhere, and hashes of those that are defined. Unset if the tables lie outside the
/// file, or hold more than any real file has: a file whose tables cannot be read is not judged by them.
std::optional<Symbols> read_symbols(const Image& image, const ElfLayout& layout, const Artifact& artifact);

}  // namespace platlint
