// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "inspect/pe_layout.hpp"

namespace platlint {

/// A small PE image with the same machine, kind, subsystem version and imported names as the file behind `layout`, and
/// nothing else. It has one section, which holds the import tables.
std::vector<std::uint8_t> pe_excerpt(const Image& image, const PeLayout& layout);

}  // namespace platlint
