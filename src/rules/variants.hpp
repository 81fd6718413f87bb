// SPDX-License-Identifier: Apache-2.0
// What the findings of single files come to, where a package ships one thing for several platforms.
#pragma once

#include <vector>

#include "platlint/rule.hpp"

namespace platlint {

/// `by_entry` holds what the rules found, an element an entry. Takes back what they say of the platform of files that
/// the target never loads, and returns the findings of the rules in variants.cpp.
Findings settle_variants(const WholeBundle& whole, std::vector<Findings>& by_entry);

}  // namespace platlint
