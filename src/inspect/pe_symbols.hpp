// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "inspect/pe_layout.hpp"
#include "platlint/artifact.hpp"

namespace platlint {

/// The symbols that an image takes from each DLL, and hashes of those that it offers. A symbol that is taken or offered
/// by number has the name "#12". Symbols of Windows and the C runtime are left out, and so are delay imports. Unset if
/// the tables cannot be read. Also unset for an image for two processors, which shows different tables to each.
std::optional<Symbols> read_pe_symbols(const Image& image, const PeLayout& layout);

}  // namespace platlint
