// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "platlint/rule.hpp"

namespace platlint::cli {

/// The rule of a name. Throws Error, with the nearest names, where there is none.
const Rule& find_rule(std::string_view name);

/// Throws Error where a name is no rule's.
void require_rules(const std::vector<std::string>& names);

}  // namespace platlint::cli
