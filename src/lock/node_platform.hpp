// SPDX-License-Identifier: Apache-2.0
// What npm compares of a package with a platform, and what the names of packages say of one.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "lock/lock.hpp"

namespace platlint::lock {

/// process.platform, process.arch and the C library, in npm's words.
struct NodePlatform {
  std::string_view system;
  std::string_view processor;
  std::string_view libc;  ///< "glibc", "musl"; empty: not said, or not Linux
};

NodePlatform node_platform(const Target& target);

/// Do its "os", "cpu" and "libc" let it be installed there (npm-install-checks `checkPlatform`)?
bool admits(const NodePackage& package, const NodePlatform& platform);

/// The platform that a name ends in: "@esbuild/linux-arm64", "lightningcss-linux-x64-musl".
struct NamedPlatform {
  std::string stem;  ///< "@esbuild", "lightningcss"
  NodePlatform platform;
};

/// Nothing where the name ends in none.
std::optional<NamedPlatform> platform_in_name(std::string_view name);

/// Is what the name says of a C library another one?
bool names_other_libc(std::string_view name, const NodePlatform& platform);

/// Does a name say this platform? A part without a word for the C library is one for glibc.
bool names(const NamedPlatform& named, const NodePlatform& platform);

}  // namespace platlint::lock
