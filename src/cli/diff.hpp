// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/options.hpp"

namespace platlint::cli {

/// `platlint diff`. Returns its exit status. Throws Error if the two cannot be compared.
int run_diff(const Arguments& arguments);

}  // namespace platlint::cli
