// SPDX-License-Identifier: Apache-2.0
// Finds gems that bundler put where only another Ruby looks for them.
#pragma once

#include "rules/common.hpp"

namespace platlint {

/// Reports native gems that exist for other Rubies, but not for the runtime's.
void check_gems(const Evidence& whole, Findings& findings);

}  // namespace platlint
