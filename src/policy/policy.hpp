// SPDX-License-Identifier: Apache-2.0
// The stage between rules and advice. It is pure: values in, values out.
#pragma once

#include <string>
#include <vector>

#include "platlint/entry.hpp"
#include "platlint/package.hpp"
#include "platlint/policy.hpp"
#include "platlint/rule.hpp"

namespace platlint {

/// The bundle with the excluded entries marked, and without the parts of them that rules look at. The entries stay:
/// they are shipped, they have a size, and another file may need one as its library.
Bundle set_aside(Bundle bundle, const std::vector<std::string>& exclude);

struct PolicyResult {
  Findings findings;  ///< those that count, in their order
  PolicyOutcome outcome;
};

/// The subject of the findings.
struct Scope {
  std::vector<std::string> roots;
  std::string platform;
  const std::vector<Ownership>& ownership;  ///< parallel to `roots`
};

/// Decides which findings count.
PolicyResult apply_policy(const Policy& policy, Findings findings, const Scope& scope);

}  // namespace platlint
