// SPDX-License-Identifier: Apache-2.0
// Reads roots: the result is the subject of a verdict, or says why there can be no verdict.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include "audit/deadline.hpp"
#include "platlint/audit.hpp"

namespace platlint {

/// The roots of one audit, and how to read them.
struct Reading {
  const std::vector<std::string>* roots;
  Options options;
};

/// Reads one root. If it holds nothing that can be audited, that is its failure. It never throws because of the
/// contents of the root.
Bundle read_root(const std::string& root, const Options& options, const Deadline& deadline);
Bundle read_root(const Memory& root, const Options& options, const Deadline& deadline);

/// Reads all of them in this order: `each` gets the index and the bundles of a reading, one bundle per root. Small
/// roots of several readings are read ahead, in parallel. The options of a reading limit its time.
void read_roots(const std::vector<Reading>& readings,
                const std::function<void(std::size_t reading, std::vector<Bundle> bundles)>& each);

}  // namespace platlint
