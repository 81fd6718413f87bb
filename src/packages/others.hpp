// SPDX-License-Identifier: Apache-2.0
// Packages of Ruby, .NET and Elixir, found by the place of their files.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "packages/tree.hpp"

namespace platlint::packages {

class Others {
 public:
  explicit Others(const Tree& tree);

  std::optional<Package> package_of(std::string_view path) const;

 private:
  const Tree& tree_;
  std::map<std::string, Package, std::less<>> dotnet_;  // by the path of a file that a deps.json lists
};

}  // namespace platlint::packages
