// SPDX-License-Identifier: Apache-2.0
// Finds the owner of an entry that no metadata names: a bundle may have been stripped of its metadata, or never had
// any.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "packages/node.hpp"
#include "packages/python.hpp"

namespace platlint::packages {

class Places {
 public:
  Places(const Tree& tree, Sites sites) : tree_(tree), sites_(std::move(sites)), projects_(tree) {}

  /// The package of a path: a wheel by its file name, the top-level name of a Python module, a Node project, the first
  /// directory. Packages with the same path are one. Unset for a lone file at the root.
  std::optional<Package> package_of(std::string_view path);

 private:
  std::optional<std::size_t> site_length(std::string_view path) const;
  std::optional<Package> python_module(std::string_view path, std::optional<std::size_t> site);
  std::optional<Package> vendored_module(std::string_view path);
  bool is_import_package(std::string_view directory);

  const Tree& tree_;
  Sites sites_;
  NodeProjects projects_;
  std::string_view last_directory_;  ///< of vendored_module: neighbours lie in the same directory
  std::string_view last_vendored_;
  std::map<std::string, bool> import_packages_;  ///< earlier results of is_import_package
};

}  // namespace platlint::packages
