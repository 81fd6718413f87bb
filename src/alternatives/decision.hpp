// SPDX-License-Identifier: Apache-2.0
// Decides which files of a family the target never loads, and what takes their place.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "alternatives/families.hpp"
#include "platlint/deployment.hpp"

namespace platlint {

/// Does its metadata promise that a package works on the target?
enum class Promise : std::uint8_t {
  everywhere,  ///< every tag of its wheel ends in "-any", or it has a script in place of its addon
  program,     ///< a Node package that is run as a program, and has no install script that would bring an addon
  none,        ///< another Node package, or one without metadata
  bytecode,    ///< a jar
  chosen,      ///< made or chosen for one platform: a part, a wheel for it, somebody's own project
};

Promise promise_of(const WholeBundle& whole, const Family& family);

struct FamilyDecision {
  bool serves = false;               ///< the family has a library or more for every architecture of the target
  std::vector<std::size_t> unused;   ///< for other platforms, and never loaded here
  std::vector<std::size_t> lacking;  ///< for other platforms, and no file serves in their place
  /// Alternatives in a package that works without any of them. If they need too much, that is no worse than if they
  /// were missing.
  std::vector<std::size_t> optional;
  std::vector<std::size_t> shared;  ///< serve, but not alone: thin files for a universal target, x86 programs
};

FamilyDecision decide(const WholeBundle& whole, const Family& family);

}  // namespace platlint
