// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "inspect/pe_layout.hpp"
#include "platlint/artifact.hpp"

namespace platlint {

/// What an image takes of which DLL, and hashes of what it offers. What is taken or offered by number has the name
/// "#12". What Windows and the C runtime have is left out, and so are delay imports. Nothing where the tables are not
/// to be read, and of an image for two processors, which shows each its own.
std::optional<Symbols> read_pe_symbols(const Image& image, const PeLayout& layout);

}  // namespace platlint
