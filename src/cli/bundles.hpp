// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "cli/settings.hpp"

namespace platlint::cli {

/// Audits the bundles that the settings name, or surveys them if there is no platform, and writes the reports. Returns
/// the exit status. Throws Error.
int run_bundles(const Settings& settings);

/// Does the same, and returns the reports.
std::string report_of_bundles(const Settings& settings);

}  // namespace platlint::cli
