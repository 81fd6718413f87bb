// SPDX-License-Identifier: Apache-2.0
// Makes the fix of a finding: the flags of the installer that made the bundle, for these packages.
#pragma once

#include <string_view>
#include <vector>

#include "platlint/audit.hpp"

namespace platlint {

/// Sets `Finding::fix` of every error and warning of the audit that has a fix. Findings of one package with the same
/// cause get exactly the same fix. `Fix::summary` is complete: it ends with the arguments.
void advise(Audit& audit);

/// The same for all packages together, for the output of `--format fix`. There is one list of arguments per installer,
/// in the order of the findings, to add to its command ({"--only-binary", "numpy", "--only-binary", "pandas"}). Fixes
/// without arguments (a project to build, a file to fetch again) are left out.
std::vector<Fix> combined_fixes(const Audit& audit);

/// Sets the installer of all packages of its ecosystem that name none, or that name a program it calls (pipenv runs
/// pip). For an unknown installer, throws Error with the known names.
void name_installer(Ownership& ownership, std::string_view installer);

}  // namespace platlint
