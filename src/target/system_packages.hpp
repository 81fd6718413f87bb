// SPDX-License-Identifier: Apache-2.0
// What must be installed for a library that the target lacks.
#pragma once

#include <string_view>

#include "platlint/target.hpp"

namespace platlint::target {

struct SystemPackage {
  Provision known = Provision::unknown;  ///< no: the release has no such library
  std::string_view name;
  std::string_view other;  ///< where it is not known which of two names the release has
};

/// Of a release of Debian or Ubuntu ("debian:12"); nothing is known of others.
SystemPackage find_system_package(std::string_view release, std::string_view library);

/// libcuda.so.1: no package of a distribution has it, and no image.
bool comes_with_a_driver(std::string_view library);

}  // namespace platlint::target
