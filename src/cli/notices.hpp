// SPDX-License-Identifier: Apache-2.0
// Notices about the user's settings, one line each, printed on standard error beside the report.
#pragma once

#include <string>
#include <vector>

#include "cli/settings.hpp"
#include "platlint/audit.hpp"

namespace platlint::cli {

/// The source of each setting: platform and Python from uv's configuration; with -v also the configuration's file.
std::vector<std::string> notices_of(const Settings& settings, const Target* target);

/// The file and the counts of everything that the configuration hides, by any of its keys. Nothing if it hides nothing.
std::vector<std::string> hiding_notices(const Settings& settings, const Summary& summary,
                                        const std::vector<std::string>& roots);

}  // namespace platlint::cli
