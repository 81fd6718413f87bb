// SPDX-License-Identifier: Apache-2.0
// For who makes wheels, in place of who installs them.
#pragma once

#include "platlint/api.hpp"
#include "platlint/audit.hpp"

namespace platlint {

/// Puts what a wheel's maker does in place of the fixes that speak to its users: repair it, build it on another system,
/// or call it what it is.
PLATLINT_API void advise_maker(Audit& audit);

}  // namespace platlint
