// SPDX-License-Identifier: Apache-2.0
// Fixes for libraries that a target lacks.
#pragma once

#include <string>
#include <vector>

#include "platlint/finding.hpp"
#include "platlint/package.hpp"
#include "platlint/target.hpp"

namespace platlint::advice {

/// The libraries are missing everywhere; the files of one package need them, under these names. `package` may be null.
Fix library_fix(const std::vector<std::string>& libraries, const Package* package, const Target& target);

/// "apt-get update && apt-get install -y --no-install-recommends libgomp1": for the libraries that have a package in
/// the target's release. Empty: there is no such library, or the command is not known.
std::string install_command(const std::vector<std::string>& libraries, const Target& target);

}  // namespace platlint::advice
