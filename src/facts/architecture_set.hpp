// SPDX-License-Identifier: Apache-2.0
// A set of processors, for the rows of tables.
#pragma once

#include <cstdint>
#include <initializer_list>

#include "platlint/artifact.hpp"

namespace platlint {

class ArchitectureSet {
 public:
  constexpr ArchitectureSet(std::initializer_list<Architecture> members) {
    for (const Architecture member : members) bits_ |= bit(member);
  }

  [[nodiscard]] constexpr bool has(Architecture architecture) const { return (bits_ & bit(architecture)) != 0; }
  [[nodiscard]] constexpr bool empty() const { return bits_ == 0; }

 private:
  static constexpr std::uint64_t bit(Architecture architecture) {
    return std::uint64_t{1} << static_cast<unsigned>(architecture);
  }
  static_assert(static_cast<unsigned>(Architecture::any) < 64, "one bit each");

  std::uint64_t bits_ = 0;
};

}  // namespace platlint
