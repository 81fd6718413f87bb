// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "platlint/rule.hpp"

namespace platlint::cli {

/// The rule with this name. Throws Error, with the nearest names, if there is no such rule.
const Rule& find_rule(std::string_view name);

/// Throws Error if one of the names is not a rule.
void require_rules(const std::vector<std::string>& names);

}  // namespace platlint::cli
