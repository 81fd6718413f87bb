// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/options.hpp"

namespace platlint::cli {

/// Adds the jobs of the template in --from; the command line wins. Throws Error if the template has nothing to judge.
Arguments with_template(Arguments arguments);

/// Marks the parts of a template that the user does not want to judge. Throws Error for an invalid glob.
void accept_skipped(Arguments& arguments);

}  // namespace platlint::cli
