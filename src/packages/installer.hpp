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
  std::map<std::string_view, std::string_view> modules_;   ///< node_modules directory -> who left a state file in it
  std::map<std::string_view, std::string_view> projects_;  ///< directory -> whose lock file lies there
};

/// The package directory below the last node_modules that a directory lies in ("a/node_modules/@img/sharp/lib" ->
/// "a/node_modules/@img/sharp"), also in pnpm's and yarn's stores, which nest another node_modules.
/// `root_is_modules`: the bundle is itself such a directory. Empty: none.
std::string_view node_directory(std::string_view directory, bool root_is_modules);

}  // namespace platlint::packages
