// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>

namespace platlint::cli {

/// The values that `sam deploy` gives to a template's parameters: those of the samconfig.toml, or samconfig.yaml,
/// beside it. Throws Error if the file cannot be read.
std::map<std::string, std::string> samconfig_parameters(const std::string& file);

}  // namespace platlint::cli
