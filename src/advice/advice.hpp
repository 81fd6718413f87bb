// SPDX-License-Identifier: Apache-2.0
// What fixes a finding: the flags of the installer that made the bundle, for the packages concerned.
#pragma once

#include <string_view>
#include <vector>

#include "platlint/audit.hpp"

namespace platlint {

/// Fills in `Finding::fix` of every error and warning of the audit that has a fix. The findings of one package that
/// have one cause get one fix, the same to the letter. `Fix::summary` stands on its own: it ends in the arguments.
void advise(Audit& audit);

/// The same for all packages concerned at once: for each installer, in the order of the findings, the one list of
/// arguments to add to its command ({"--only-binary", "numpy", "--only-binary", "pandas"}). Fixes that no arguments can
/// express (a project to build, a file to fetch again) are not among them. What `--format fix` is to print.
std::vector<Fix> combined_fixes(const Audit& audit);

/// Lets an installer stand for packages of its ecosystem that name none, or a program that it calls (pipenv runs pip).
/// Throws Error, naming those that are known, for any other.
void name_installer(Ownership& ownership, std::string_view installer);

}  // namespace platlint
