// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/config.hpp"
#include "cli/options.hpp"

namespace platlint::cli {

/// The file that PLATLINT_CONFIG names, where no option says otherwise.
Arguments with_environment(Arguments arguments);

/// The configuration with what PLATLINT_PLATFORM, _PYTHON, _FORMAT, _INSTALLER and _FAIL_ON say in place of its own: an
/// option still wins. Throws Error for a value that is none, and names the variable.
Config with_environment(Config config);

}  // namespace platlint::cli
