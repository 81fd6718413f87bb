// SPDX-License-Identifier: Apache-2.0
// Why no wheel of a package fits, and what would fit.
#pragma once

#include <string>

#include "lock/lock.hpp"

namespace platlint::lock {

struct NoWheel {
  std::string why;       ///< "its wheels need glibc 2.28, and the platform has 2.17"
  std::string platform;  ///< the tag nearest to the target that has a wheel for this Python; empty: there is none
  /// The Python nearest to the target's that has a wheel for this platform; empty: there is none
  std::string python;
};

NoWheel why_no_wheel(const Locked& package, const Target& target);

}  // namespace platlint::lock
