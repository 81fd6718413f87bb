// SPDX-License-Identifier: Apache-2.0
// Prints the tables of the command itself.
#pragma once

#include <ostream>
#include <string_view>

#include "cli/options.hpp"

namespace platlint::cli {

/// As text or JSON. Throws Error for another format, and if no platform matches.
void print_platforms(std::ostream& out, const Arguments& arguments);
void print_rules(std::ostream& out, const Arguments& arguments);

/// Throws Error, with the nearest names, if there is no such rule.
void explain(std::ostream& out, std::string_view rule);

}  // namespace platlint::cli
