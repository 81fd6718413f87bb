// SPDX-License-Identifier: Apache-2.0
// Whose word a configuration is that nobody named.
#pragma once

#include <string>
#include <vector>

namespace platlint::cli {

/// Why a configuration file that was found does not count: "lies in packages, which is audited", "belongs to another
/// user"; empty: it does.
std::string distrust(const std::string& file, const std::vector<std::string>& roots);

}  // namespace platlint::cli
