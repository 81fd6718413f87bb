// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/config.hpp"
#include "cli/toml.hpp"

namespace platlint::cli {

/// Reads platlint's table of a file. `name`: "tool.platlint", or "" where the whole file is it. Throws Error for keys
/// and values that it does not know.
Config read_config(const TomlFile& file, const toml::table& table, const std::string& name);

}  // namespace platlint::cli
