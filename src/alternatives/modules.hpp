// SPDX-License-Identifier: Apache-2.0
// Finds the builds of one Python extension module that lie side by side.
#pragma once

#include <cstddef>
#include <set>
#include <vector>

#include "platlint/deployment.hpp"

namespace platlint {

/// The builds among the entries of one package.
struct ModuleBuilds {
  std::set<std::size_t> all;         ///< entries that are builds of a module
  std::vector<std::size_t> serving;  ///< builds that the target's Python imports
  std::vector<std::size_t> unused;  ///< for another platform, never tried there, and another build of the module serves
  std::vector<std::size_t> missed;  ///< for another platform, never tried there, and no build serves
  bool lacking = false;             ///< a module has builds only for other platforms
};

ModuleBuilds judge_modules(const WholeBundle& whole, const std::vector<std::size_t>& entries);

/// Packages that work without their modules. Their wheel promises any Python and any platform ("py3-none-any"). They
/// also ship native files for several systems, so they are not made for the one machine that built them.
std::set<std::size_t> packages_with_optional_modules(const WholeBundle& whole);

}  // namespace platlint
