// SPDX-License-Identifier: Apache-2.0
// Judges a lock file instead of bundles.
#pragma once

#include "cli/settings.hpp"

namespace platlint::cli {

/// Throws Error if the arguments name a lock file and bundles, or parts of a lock file without one.
void check_lock(const Arguments& arguments);

/// Judges the lock file for each platform, and writes the report. Returns the exit status. Throws Error.
int run_lock(const Settings& settings);

}  // namespace platlint::cli
