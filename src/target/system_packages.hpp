// SPDX-License-Identifier: Apache-2.0
// The package to install for a library that the target lacks.
#pragma once

#include <string_view>

#include "platlint/target.hpp"

namespace platlint::target {

struct SystemPackage {
  Provision known = Provision::unknown;  ///< no: the release has no such library
  std::string_view name;
  std::string_view other;  ///< if it is not known which of two names the release has
};

/// For a release of Debian or Ubuntu ("debian:12"); not known for others.
SystemPackage find_system_package(std::string_view release, std::string_view library);

/// libcuda.so.1: no package of a distribution has it, and no image.
bool comes_with_a_driver(std::string_view library);

}  // namespace platlint::target
