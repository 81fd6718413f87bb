// SPDX-License-Identifier: Apache-2.0
// Which native files are alternatives of each other: one thing built for several platforms.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "alternatives/platform_words.hpp"
#include "platlint/package.hpp"

namespace platlint {

struct Variant {
  std::size_t entry = 0;
  PlatformName platform;
  bool by_bytes = false;  ///< its siblings differ from it by platform, and no word of its name says which it is for
};

/// Files whose paths are the same once the words for platforms are taken out. A set of one has no alternatives.
using VariantSet = std::vector<Variant>;

/// What is judged as one: the native files of a package, or the packages that are one platform's part of another.
struct Family {
  std::optional<std::size_t>
      package;                   ///< whose the verdict is; of parts the package that asks for them, where it is there
  bool in_parts = false;         ///< "@img/sharp-linux-x64", "@img/sharp-darwin-arm64": a package, or wheel, a platform
  bool in_jar = false;           ///< of a jar: one directory of it, or those that are the same but for platforms
  std::vector<VariantSet> sets;  ///< entries in order
  /// Files that no platform chooses: node-gyp-build takes what was built here (build/Release, build/Debug) before it
  /// looks for any prebuild. Several there whose names differ by the platform alone are a set (oracledb).
  std::vector<std::size_t> fixed;
};

/// Every entry that is, or claims to be, native is in one family, in one set or among the fixed ones.
std::vector<Family> find_families(const Bundle& bundle, const Ownership& ownership);

}  // namespace platlint
