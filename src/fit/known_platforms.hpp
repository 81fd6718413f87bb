// SPDX-License-Identifier: Apache-2.0
// The platforms that a bundle without one is tried on, and which of them people think of first.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "platlint/package.hpp"
#include "platlint/target.hpp"

namespace platlint::fit {

/// Every platform that has a name of its own, once; what runs on other processors ("heroku:heroku-24", a runtime) there
/// too.
const std::vector<Target>& known_targets();

/// What runs the code of a bundle: "python", "node", "java", "dotnet", "ruby". Empty: nothing tells, and any may.
std::set<std::string_view> languages_of(const Bundle& bundle, const Ownership& ownership);

/// Does the platform run that code? One that is made for no language runs any.
bool runs(std::string_view platform, const std::set<std::string_view>& languages);

/// Names in the order in which people think of them: of each kind the first, and then the rest.
std::vector<std::string> best_known_first(std::vector<std::string> platforms,
                                          const std::set<std::string_view>& languages);

}  // namespace platlint::fit
