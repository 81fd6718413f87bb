// SPDX-License-Identifier: Apache-2.0
// How a bundle fits each kind of platform, before any version is considered: which of its native files are loaded
// there, which are wrong there, and what is missing. Alternatives are one package: prebuilds for eight platforms count
// for each of the eight, and a launcher for Windows beside Python code counts against none.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "alternatives/families.hpp"
#include "platlint/package.hpp"
#include "platlint/target.hpp"

namespace platlint::fit {

struct Standing {
  Target target;                       ///< of that kind, without limits on versions
  std::vector<std::size_t> serving;    ///< entries that are for it
  std::vector<std::size_t> needed;     ///< those of them that their package cannot work without
  std::vector<std::size_t> strangers;  ///< entries that it would have to load, but that are for other platforms
  std::size_t wrong = 0;               ///< packages with strangers
  std::size_t doubtful = 0;            ///< packages that may lack something

  bool is_clean() const { return strangers.empty() && doubtful == 0; }
};

/// Is it of a kind that everybody has?
bool is_famous(const Target& target);

/// One per kind of platform (system and processor), the best known first: those that everybody has, and those that
/// something in the bundle is for.
std::vector<Standing> standings(const Bundle& bundle, const Ownership& ownership, const std::vector<Family>& families,
                                unsigned threads);

/// The platforms that a bundle is made for.
struct Purpose {
  std::vector<Standing> kinds;  ///< the best known first; if there are several, the bundle serves all of them
  bool everywhere = false;      ///< and other platforms need none of its native files
};

/// All kinds that are served without doubt; if there are none, the kind with the fewest problems.
Purpose purpose_of(std::vector<Standing> all);

/// "Linux x86_64 and aarch64, macOS arm64".
std::string words(const std::vector<Standing>& kinds);

}  // namespace platlint::fit
