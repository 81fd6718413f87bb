// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/config.hpp"
#include "cli/options.hpp"

namespace platlint::cli {

/// Uses the configuration file in PLATLINT_CONFIG, unless an option names one.
Arguments with_environment(Arguments arguments);

/// The configuration with the values of PLATLINT_PLATFORM, _PYTHON, _FORMAT, _INSTALLER and _FAIL_ON in place of its
/// own. An option still wins. Throws Error for an invalid value, and names the variable.
Config with_environment(Config config);

}  // namespace platlint::cli
