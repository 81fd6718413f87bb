// SPDX-License-Identifier: Apache-2.0
// Decides what becomes of each file on the target.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <vector>

#include "alternatives/families.hpp"
#include "platlint/deployment.hpp"

namespace platlint {

struct Fate {
  enum class Kind : std::uint8_t {
    loaded,   ///< or may be: nothing says otherwise
    shared,   ///< loaded, but others are needed too: thin files for a universal target, x86 programs of Windows
    lacking,  ///< for another platform, and no file takes its place
    unused,   ///< for another platform, and never loaded here
  };
  Kind kind = Kind::loaded;
  bool optional = false;  ///< one of several alternatives in a package that works without any of them
};

/// A family without files for the target.
struct Lack {
  std::optional<std::size_t> package;  ///< Family::package
  std::vector<std::size_t> entries;    ///< its files for other platforms, in order
  bool doubtful = false;               ///< the package may work without them
  bool has_fallback = false;           ///< the code that loads any of them goes on if that fails
};

struct Fates {
  std::map<std::size_t, Fate> entries;  ///< entries that are not listed are loaded
  std::vector<Lack> lacks;              ///< in the order of the families

  Fate of(std::size_t entry) const {
    const auto found = entries.find(entry);
    return found == entries.end() ? Fate{} : found->second;
  }
  bool is_unused(std::size_t entry) const { return of(entry).kind == Fate::Kind::unused; }
};

Fates find_fates(const WholeBundle& whole, const std::vector<Family>& families);

}  // namespace platlint
