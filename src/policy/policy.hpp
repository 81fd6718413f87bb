// SPDX-License-Identifier: Apache-2.0
// The stage between rules and advice: pure, values in and values out.
#pragma once

#include <string>
#include <vector>

#include "platlint/entry.hpp"
#include "platlint/package.hpp"
#include "platlint/policy.hpp"
#include "platlint/rule.hpp"

namespace platlint {

/// The bundle with the excluded entries marked and emptied of what rules look at. They stay in it: they are shipped,
/// weigh something, and may be the library that another file needs.
Bundle set_aside(Bundle bundle, const std::vector<std::string>& exclude);

struct Settled {
  Findings findings;  ///< those that count, in their order
  PolicyOutcome outcome;
};

/// What the findings are about.
struct Scope {
  std::vector<std::string> roots;
  std::string platform;
  const std::vector<Ownership>& ownership;  ///< parallel to `roots`
};

/// Sorts out which findings count.
Settled settle(const Policy& policy, Findings findings, const Scope& scope);

}  // namespace platlint
