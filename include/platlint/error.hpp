// SPDX-License-Identifier: Apache-2.0
// The one exception of this library: the whole job cannot be done.
#pragma once

#include <stdexcept>

#include "platlint/api.hpp"

namespace platlint {

/// Thrown if the job cannot be done: bad usage, an unknown platform, no readable root. The text is one line for a user:
/// lower case, no final period. Broken bytes become findings, never an Error.
class PLATLINT_API Error : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

}  // namespace platlint
