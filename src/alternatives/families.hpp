// SPDX-License-Identifier: Apache-2.0
// Decides which native files are alternatives of each other: one thing built for several platforms.
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
  /// Its siblings differ from it by platform, but no word of its name says which platform it is for
  bool by_bytes = false;
};

/// Files whose paths are equal without the words for platforms. A set of one has no alternatives.
using VariantSet = std::vector<Variant>;

/// Files that are judged together: the native files of a package, or the packages that are parts of another, one per
/// platform.
struct Family {
  std::optional<std::size_t>
      /// The package of the verdict; for parts, the package that asks for them, if it is in the bundle
      package;
  /// "@img/sharp-linux-x64", "@img/sharp-darwin-arm64": one package, or wheel, per platform
  bool in_parts = false;
  bool in_jar = false;           ///< in a jar: one of its directories, or those that differ only by platform
  std::vector<VariantSet> sets;  ///< entries in order
  /// Files that no platform chooses: node-gyp-build takes a local build (build/Release, build/Debug) before it looks
  /// for any prebuild. Several there whose names differ only by platform are a set (oracledb).
  std::vector<std::size_t> fixed;
};

/// Every entry that is, or claims to be, native is in one family, in one set or among the fixed ones.
std::vector<Family> find_families(const Bundle& bundle, const Ownership& ownership);

}  // namespace platlint
