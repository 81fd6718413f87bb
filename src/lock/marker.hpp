// SPDX-License-Identifier: Apache-2.0
// Environment markers of dependencies (PyPA specifications, "Dependency specifiers", and those of pylock.toml).
#pragma once

#include <set>
#include <string>
#include <string_view>

#include "lock/pep440.hpp"
#include "platlint/target.hpp"

namespace platlint::lock {

/// What markers ask of the Python that will run the packages.
struct MarkerEnvironment {
  std::string os_name;
  std::string sys_platform;
  std::string platform_machine;
  std::string platform_system;
  PythonVersion python;                       ///< 3.12
  PythonVersion full_version;                 ///< 3.12.0: the patch is not said, and uv takes the first
  std::set<std::string, std::less<>> extras;  ///< normalised; uv's own for conflicts too: "extra-3-app-cpu";
                                              ///< "*": every one
  std::set<std::string, std::less<>> groups;  ///< normalised
};

/// CPython on the target. `platform_release` and `platform_version` are empty, as uv has them for a platform that is
/// not the one it runs on. The target has a Python.
MarkerEnvironment marker_environment(const Target& target);

/// An empty marker holds. Throws Error for what is no marker.
bool holds(std::string_view marker, const MarkerEnvironment& environment);

}  // namespace platlint::lock
