// SPDX-License-Identifier: Apache-2.0
// How often each rule fired.
#pragma once

#include <cstddef>
#include <ostream>
#include <vector>

#include "platlint/report.hpp"
#include "platlint/rule.hpp"

namespace platlint {

struct RuleCount {
  const Rule* rule;
  Severity severity;
  std::size_t findings;
  std::size_t bundles;  ///< with such a finding
};

/// Sorted by severity, the highest first, then by frequency.
std::vector<RuleCount> statistics(const Batch& batch);

/// One line per rule.
void write_statistics(std::ostream& out, const Batch& batch);

}  // namespace platlint
