// SPDX-License-Identifier: Apache-2.0
// What the command prints of its own tables.
#pragma once

#include <ostream>
#include <string>
#include <string_view>

namespace platlint::cli {

/// Those that `part` is a part of. Throws Error where there is none.
void print_platforms(std::ostream& out, const std::string& part);
void print_rules(std::ostream& out);

/// Throws Error, with the nearest names, where there is no such rule.
void explain(std::ostream& out, std::string_view rule);

}  // namespace platlint::cli
