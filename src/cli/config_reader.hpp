// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/config.hpp"
#include "cli/toml.hpp"

namespace platlint::cli {

/// Reads platlint's table of a file. `name` is "tool.platlint", or "" if the whole file is the table. Throws Error for
/// unknown keys and values.
Config read_config(const TomlFile& file, const toml::table& table, const std::string& name);

}  // namespace platlint::cli
