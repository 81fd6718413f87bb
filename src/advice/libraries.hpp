// SPDX-License-Identifier: Apache-2.0
// What brings the libraries that a target lacks.
#pragma once

#include <string>
#include <vector>

#include "platlint/finding.hpp"
#include "platlint/package.hpp"
#include "platlint/target.hpp"

namespace platlint::advice {

/// The libraries are those that the files of one package need, as they name them, and that are nowhere. `package` may
/// be null.
Fix library_fix(const std::vector<std::string>& libraries, const Package* package, const Target& target);

/// "apt-get update && apt-get install -y --no-install-recommends libgomp1": for the libraries that the target's release
/// has a package for. Empty: none of them, or it is not known how.
std::string install_command(const std::vector<std::string>& libraries, const Target& target);

}  // namespace platlint::advice
