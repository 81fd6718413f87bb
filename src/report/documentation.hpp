// SPDX-License-Identifier: Apache-2.0
// Where the project's pages are. Who publishes platlint says it, once: the option `documentation` of the build.
#pragma once

#include <string>
#include <string_view>

#include "platlint/rule.hpp"

namespace platlint {

/// The address of docs/; empty: nowhere yet.
std::string_view documentation();

/// The address of a rule's page. `pages` is the address of docs/; empty if that is.
std::string help_uri(std::string_view pages, const Rule& rule);

}  // namespace platlint
