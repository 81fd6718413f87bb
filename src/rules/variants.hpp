// SPDX-License-Identifier: Apache-2.0
// What the findings of single files come to, where a package ships one thing for several platforms.
#pragma once

#include <cstddef>
#include <map>
#include <set>

#include "platlint/rule.hpp"

namespace platlint {

/// What the rules found, by entry.
using FindingsByEntry = std::map<std::size_t, Findings>;

struct SettledVariants {
  Findings findings;             ///< of the rules in variants.cpp
  std::set<std::size_t> unused;  ///< entries that the target never loads
};

/// Takes back what the rules say of files that the target never loads, but for damage.
SettledVariants settle_variants(const WholeBundle& whole, FindingsByEntry& by_entry);

}  // namespace platlint
