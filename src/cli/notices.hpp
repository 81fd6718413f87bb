// SPDX-License-Identifier: Apache-2.0
// What a user should know of their settings beside the report, a line each, for standard error.
#pragma once

#include <string>
#include <vector>

#include "cli/settings.hpp"
#include "platlint/audit.hpp"

namespace platlint::cli {

/// What was taken from where: platform and Python from uv's configuration; with -v the configuration's file.
std::vector<std::string> notices_of(const Settings& settings, const Target* target);

/// What the configuration that was found hides, by whichever of its words: the file and the counts. Nothing where it
/// hides nothing.
std::vector<std::string> hiding_notices(const Settings& settings, const Summary& summary,
                                        const std::vector<std::string>& roots);

}  // namespace platlint::cli
