// SPDX-License-Identifier: Apache-2.0
// What the tests of platforms' names ask for.
#pragma once

#include <string>
#include <string_view>

#include "platlint/error.hpp"
#include "platlint/target.hpp"

namespace platlint {

inline Target find(std::string_view name) {
  return find_target(name, nullptr);
}

/// What is said of a name that is none.
inline std::string message(std::string_view name) {
  try {
    return "found " + find(name).name;
  } catch (const Error& error) {
    return error.what();
  }
}

}  // namespace platlint
