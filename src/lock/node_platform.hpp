// SPDX-License-Identifier: Apache-2.0
// The words in which npm compares a package with a platform, and the platform in the names of packages.
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

/// Do its "os", "cpu" and "libc" allow it to be installed there (npm-install-checks `checkPlatform`)?
bool admits(const NodePackage& package, const NodePlatform& platform);

/// The platform at the end of a name: "@esbuild/linux-arm64", "lightningcss-linux-x64-musl".
struct NamedPlatform {
  std::string stem;  ///< "@esbuild", "lightningcss"
  NodePlatform platform;
};

/// Unset if the name does not end in a platform.
std::optional<NamedPlatform> platform_in_name(std::string_view name);

/// Does the name say another C library?
bool names_other_libc(std::string_view name, const NodePlatform& platform);

/// Does a name say this platform? A part without a word for the C library is for glibc.
bool names(const NamedPlatform& named, const NodePlatform& platform);

}  // namespace platlint::lock
