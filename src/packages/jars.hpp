// SPDX-License-Identifier: Apache-2.0
// Whose a file of a jar is: the artifact that the jar was published as.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "packages/tree.hpp"

namespace platlint::packages {

/// The name of a jar's file, taken apart: "netty-tcnative-2.0.84.Final-linux-x86_64.jar".
struct JarName {
  std::string artifact;    ///< "netty-tcnative"
  std::string version;     ///< "2.0.84.Final"; empty: it says none
  std::string classifier;  ///< "linux-x86_64"; empty: it has none
};

JarName read_jar_name(std::string_view file);

class Jars {
 public:
  explicit Jars(const Tree& tree);

  /// The artifact whose jar a path lies in, the innermost; nothing where it lies in no jar, or in an unpacked one of
  /// which neither its metadata nor its directory says what it is.
  std::optional<Package> package_of(std::string_view path) const;

 private:
  std::map<std::string, std::optional<Package>, std::less<>> jars_;  // by what the paths in each begin with
};

}  // namespace platlint::packages
