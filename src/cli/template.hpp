// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/options.hpp"

namespace platlint::cli {

/// Fills in what --from's template says; the command line's own word wins. Throws Error where it says nothing of use.
Arguments with_template(Arguments arguments);

/// Marks what of a template need not be judged, by the user's word. Throws Error for a glob that is none.
void accept_skipped(Arguments& arguments);

}  // namespace platlint::cli
