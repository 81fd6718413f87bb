// SPDX-License-Identifier: Apache-2.0
// The platforms that a bundle without one is tried on, and the order in which people think of them.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "platlint/package.hpp"
#include "platlint/target.hpp"

namespace platlint::fit {

/// Every platform that has a name of its own, once. If it also runs on other processors ("heroku:heroku-24", a
/// runtime), those are included.
const std::vector<Target>& known_targets();

/// The languages of the bundle's code: "python", "node", "java", "dotnet", "ruby". Empty: not known, so any is
/// possible.
std::set<std::string_view> languages_of(const Bundle& bundle, const Ownership& ownership);

/// Does the platform run that code? A platform that is made for no language runs any.
bool runs(std::string_view platform, const std::set<std::string_view>& languages);

/// Sorts names in the order in which people think of them: first one of each kind, and then the rest.
std::vector<std::string> best_known_first(std::vector<std::string> platforms,
                                          const std::set<std::string_view>& languages);

}  // namespace platlint::fit
