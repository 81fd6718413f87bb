// SPDX-License-Identifier: Apache-2.0
// For people who make wheels, not for those who install them.
#pragma once

#include "platlint/api.hpp"
#include "platlint/audit.hpp"

namespace platlint {

/// Replaces the fixes for users of a wheel by fixes for its maker: repair it, build it on another system, or correct
/// its tag.
PLATLINT_API void advise_maker(Audit& audit);

}  // namespace platlint
