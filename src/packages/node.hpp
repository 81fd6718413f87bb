// SPDX-License-Identifier: Apache-2.0
// Node packages: a directory with a package.json, and everything below it.
#pragma once

#include <map>
#include <optional>
#include <string_view>

#include "packages/tree.hpp"

namespace platlint::packages {

/// Gives the entries below node_modules that have no owner yet to their packages, and adds those.
void claim_node_modules(const Tree& tree, Ownership& ownership);

/// Packages outside of node_modules: a project, or a package that is the bundle itself.
class NodeProjects {
 public:
  explicit NodeProjects(const Tree& tree) : tree_(tree) {}

  /// The nearest package.json with a name above an entry, in the same archive.
  std::optional<Package> project_of(std::string_view path);

 private:
  std::optional<Package> read(std::string_view directory) const;

  const Tree& tree_;
  std::map<std::string_view, std::optional<Package>> found_;  ///< by directory
};

}  // namespace platlint::packages
