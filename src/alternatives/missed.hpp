// SPDX-License-Identifier: Apache-2.0
// How much is missed where a family has nothing for the target.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "alternatives/families.hpp"
#include "platlint/deployment.hpp"

namespace platlint {

enum class Missed : std::uint8_t {
  no,       ///< none is needed here
  perhaps,  ///< the package may do without
  yes,
};

/// `lacking` are the family's files for other platforms; `jars_serve`: a jar of the bundle has a library for this one.
Missed how_missed(const WholeBundle& whole, const Family& family, const std::vector<std::size_t>& lacking,
                  bool jars_serve);

}  // namespace platlint
