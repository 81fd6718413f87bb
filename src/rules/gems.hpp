// SPDX-License-Identifier: Apache-2.0
// Gems that bundler put where another Ruby looks for them.
#pragma once

#include "rules/common.hpp"

namespace platlint {

/// Gems with native code for other Rubies than the runtime's, and none for it.
void check_gems(const Evidence& whole, Findings& findings);

}  // namespace platlint
