// SPDX-License-Identifier: Apache-2.0
// How a bundle stands to each kind of platform, before any version is asked about: which of its native files are loaded
// there, which are in the way, and what is lacking. Alternatives are one package: prebuilds for eight platforms speak
// for each of the eight, and a launcher for Windows beside Python code speaks against none.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "alternatives/families.hpp"
#include "platlint/package.hpp"
#include "platlint/target.hpp"

namespace platlint::fit {

struct Standing {
  Target target;                       ///< of that kind, with no bound on versions
  std::vector<std::size_t> serving;    ///< entries that are for it
  std::vector<std::size_t> needed;     ///< those of them that their package does not do without
  std::vector<std::size_t> strangers;  ///< entries that it would have to load, and that are for others
  std::size_t wrong = 0;               ///< packages with strangers
  std::size_t doubtful = 0;            ///< packages that may lack something

  bool is_clean() const { return strangers.empty() && doubtful == 0; }
};

/// Is it of a kind that everybody has?
bool is_famous(const Target& target);

/// One a kind of platform (system and processor), the best known first: those that everybody has, and those that
/// something in the bundle is for.
std::vector<Standing> standings(const Bundle& bundle, const Ownership& ownership, const std::vector<Family>& families,
                                unsigned threads);

/// What a bundle is for.
struct Purpose {
  std::vector<Standing> kinds;  ///< the best known first; more than one: all of them are served
  bool everywhere = false;      ///< and elsewhere none of its native files is needed
};

/// Of what is served without a doubt, all; otherwise that one for which least is wrong.
Purpose purpose_of(std::vector<Standing> all);

/// "Linux x86_64 and aarch64, macOS arm64".
std::string words(const std::vector<Standing>& kinds);

}  // namespace platlint::fit
