// SPDX-License-Identifier: Apache-2.0
// Roots, read: what a verdict is about, or why there is none.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include "audit/deadline.hpp"
#include "platlint/audit.hpp"

namespace platlint {

/// Roots that are read for one audit, and how.
struct Reading {
  const std::vector<std::string>* roots;
  Options options;
};

/// One root. That nothing is in it that could be audited is its failure. Never throws for what is in the root.
Bundle read_root(const std::string& root, const Options& options, const Deadline& deadline);
Bundle read_root(const Memory& root, const Options& options, const Deadline& deadline);

/// Every reading in this order: `each` gets its index and its bundles, one a root. Small roots are read ahead, side by
/// side, across readings; a reading has the time that its options allow.
void read_roots(const std::vector<Reading>& readings,
                const std::function<void(std::size_t reading, std::vector<Bundle> bundles)>& each);

}  // namespace platlint
