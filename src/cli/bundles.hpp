// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "cli/settings.hpp"

namespace platlint::cli {

/// Audits the bundles that the settings name, or surveys them where there is no platform, and writes the reports. The
/// exit status. Throws Error.
int run_bundles(const Settings& settings);

/// The same, and the reports are returned.
std::string report_of_bundles(const Settings& settings);

}  // namespace platlint::cli
