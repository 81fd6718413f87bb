// SPDX-License-Identifier: Apache-2.0
// A lock file in the place of bundles.
#pragma once

#include "cli/settings.hpp"

namespace platlint::cli {

/// Throws Error for arguments that ask for a lock file and for bundles, or for parts of a lock file without one.
void check_lock(const Arguments& arguments);

/// Judges the lock file for each platform, and writes the report. The exit status. Throws Error.
int run_lock(const Settings& settings);

}  // namespace platlint::cli
