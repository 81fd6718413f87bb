// SPDX-License-Identifier: Apache-2.0
// Decides whether to trust a configuration that nobody named.
#pragma once

#include <string>
#include <vector>

namespace platlint::cli {

/// Why a configuration file that was found is ignored: "lies in packages, which is audited", "belongs to another user".
/// Empty: it is not ignored.
std::string distrust(const std::string& file, const std::vector<std::string>& roots);

}  // namespace platlint::cli
