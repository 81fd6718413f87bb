// SPDX-License-Identifier: Apache-2.0
// Environment markers of dependencies (PyPA specifications, "Dependency specifiers", and those of pylock.toml).
#pragma once

#include <set>
#include <string>
#include <string_view>

#include "lock/pep440.hpp"
#include "platlint/target.hpp"

namespace platlint::lock {

/// The facts about the Python that will run the packages, which markers test.
struct MarkerEnvironment {
  std::string os_name;
  std::string sys_platform;
  std::string platform_machine;
  std::string platform_system;
  PythonVersion python;                       ///< 3.12
  PythonVersion full_version;                 ///< 3.12.0: the patch is not given, and uv takes the first
  std::set<std::string, std::less<>> extras;  ///< normalised; also uv's own for conflicts: "extra-3-app-cpu";
                                              ///< "*": every one
  std::set<std::string, std::less<>> groups;  ///< normalised
};

/// CPython on the target, which must have a Python. `platform_release` and `platform_version` are empty, as in uv for a
/// platform that it does not run on.
MarkerEnvironment marker_environment(const Target& target);

/// An empty marker holds. Throws Error if the text is not a marker.
bool holds(std::string_view marker, const MarkerEnvironment& environment);

}  // namespace platlint::lock
