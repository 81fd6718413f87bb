// SPDX-License-Identifier: Apache-2.0
// What the findings of single files come to, where a package ships one thing for several platforms.
#pragma once

#include <cstddef>
#include <map>

#include "platlint/rule.hpp"

namespace platlint {

/// What the rules found, by entry.
using FindingsByEntry = std::map<std::size_t, Findings>;

/// Takes back what the rules say of the platform of files that the target never loads, and returns the findings of the
/// rules in variants.cpp.
Findings settle_variants(const WholeBundle& whole, FindingsByEntry& by_entry);

}  // namespace platlint
