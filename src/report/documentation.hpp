// SPDX-License-Identifier: Apache-2.0
// The addresses of the project's pages. Whoever publishes platlint sets it in one place: the build option
// `documentation`.
#pragma once

#include <string>
#include <string_view>

#include "platlint/rule.hpp"

namespace platlint {

/// The address of docs/; empty: not published yet.
std::string_view documentation();

/// The address of a rule's page. `pages` is the address of docs/; if it is empty, so is the result.
std::string help_uri(std::string_view pages, const Rule& rule);

}  // namespace platlint
