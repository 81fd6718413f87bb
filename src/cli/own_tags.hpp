// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/options.hpp"

namespace platlint::cli {

/// With --own-tags: each wheel is judged for the platforms and the Python in its own name. Throws Error if a name is
/// not a wheel's.
Arguments with_own_tags(Arguments arguments);

}  // namespace platlint::cli
