// SPDX-License-Identifier: Apache-2.0
// Finds the owner of a file in a jar: the artifact that the jar was published as.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "packages/tree.hpp"

namespace platlint::packages {

/// The parts of the name of a jar's file: "netty-tcnative-2.0.84.Final-linux-x86_64.jar".
struct JarName {
  std::string artifact;    ///< "netty-tcnative"
  std::string version;     ///< "2.0.84.Final"; empty: the name has no version
  std::string classifier;  ///< "linux-x86_64"; empty: the name has no classifier
};

JarName read_jar_name(std::string_view file);

class Jars {
 public:
  explicit Jars(const Tree& tree);

  /// The artifact of the innermost jar around a path. Unset if the path is not in a jar. Also unset in an unpacked jar
  /// if neither its metadata nor its directory says what it is.
  std::optional<Package> package_of(std::string_view path) const;

 private:
  std::map<std::string, std::optional<Package>, std::less<>> jars_;  // by the prefix of the paths in each
};

}  // namespace platlint::packages
