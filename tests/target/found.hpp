// SPDX-License-Identifier: Apache-2.0
// Helpers for the tests of platforms' names.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "facts/architecture_set.hpp"
#include "facts/architectures.hpp"
#include "platlint/error.hpp"
#include "platlint/target.hpp"

namespace platlint {

inline Target find(std::string_view name) {
  return find_target(name, nullptr);
}

/// The words of wheel tags for the processors of a set.
inline std::vector<std::string> words_of(const ArchitectureSet& set) {
  std::vector<std::string> words;
  for (const Architecture architecture : architectures_of(Vocabulary::wheel)) {
    if (set.has(architecture)) words.emplace_back(name_of(Vocabulary::wheel, architecture));
  }
  return words;
}

/// The message for a name that is not a platform's.
inline std::string message(std::string_view name) {
  try {
    return "found " + find(name).name;
  } catch (const Error& error) {
    return error.what();
  }
}

}  // namespace platlint
