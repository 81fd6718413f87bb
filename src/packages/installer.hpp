// SPDX-License-Identifier: Apache-2.0
// Which program filled a node_modules directory.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "packages/tree.hpp"

namespace platlint::packages {

class NodeInstallers {
 public:
  explicit NodeInstallers(const Tree& tree);

  std::string installer_of(std::string_view package) const;  ///< "npm", "pnpm", "yarn", "bun"; empty: not known

 private:
  /// Node_modules directory -> the program with a state file in it
  std::map<std::string_view, std::string_view> modules_;
  std::map<std::string_view, std::string_view> projects_;  ///< directory -> the program with a lock file there
};

/// The package directory below the last node_modules around a directory ("a/node_modules/@img/sharp/lib" ->
/// "a/node_modules/@img/sharp"). This also works in the stores of pnpm and yarn, which nest another node_modules.
/// `root_is_modules`: the bundle itself is such a directory. Empty: there is none.
std::string_view node_directory(std::string_view directory, bool root_is_modules);

}  // namespace platlint::packages
