// SPDX-License-Identifier: Apache-2.0
// The requirements of the files in an inventory, with keys for the comparison.
#pragma once

#include <map>
#include <set>
#include <string>
#include <utility>

#include "diff/comparison.hpp"

namespace platlint::diff {

/// A platform and something about it.
using Key = std::pair<std::string, std::string>;

struct Floor {
  Version version;
  std::string path;
};

struct Asked {
  std::string library;  ///< as a file writes it
  std::string path;     ///< of the first file that needs it
  bool is_common = false;
};

struct Foreign {
  std::string path;
  std::string package;
  std::string platform;
  std::uint64_t bytes = 0;
};

constexpr const char* every_platform = "every platform";
constexpr const char* abi3_floor = "CPython for abi3";

/// The platforms that files are for.
std::set<std::string> platforms_of(const Inventory& inventory);

/// By platform and what: versions of system libraries, the least OS, the least CPython of the wheels' abi3 tags.
std::map<Key, Floor> floors_of(const Inventory& inventory);

/// By platform and name, in lower case for Windows: libraries that the bundle does not hold itself.
std::map<Key, Asked> needs_of(const Inventory& inventory);

/// By platform: "CPython 3.12", "CPython 3.13t", "abi3".
std::set<Key> pythons_of(const Inventory& inventory);

/// By package (for files without a package, by path) and platform: the first file of each.
std::map<Key, Foreign> foreign_of(const Inventory& inventory);

/// By ecosystem and name; packages without native files are left out.
std::map<Key, Holding> holdings_of(const Inventory& inventory);

/// All native files together.
Holding whole_of(const Inventory& inventory);

}  // namespace platlint::diff
