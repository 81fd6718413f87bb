// SPDX-License-Identifier: Apache-2.0
// The one exception of this library: the job as a whole cannot be done.
#pragma once

#include <stdexcept>

#include "platlint/api.hpp"

namespace platlint {

/// Thrown for "cannot do the job": bad usage, an unknown platform, no root that can be read. The text is one line for a
/// user: lower case, no final period. Bytes that are broken are findings, never an Error.
class PLATLINT_API Error : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

}  // namespace platlint
