// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/options.hpp"

namespace platlint::cli {

/// With --own-tags: each wheel for the platforms and the Python that its own name says. Throws Error for what is no
/// wheel's name.
Arguments with_own_tags(Arguments arguments);

}  // namespace platlint::cli
