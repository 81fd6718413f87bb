// SPDX-License-Identifier: Apache-2.0
// Rates one of several alternatives for a target: by its bytes, and by its name.
#pragma once

#include <cstddef>
#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "alternatives/platform_words.hpp"
#include "platlint/deployment.hpp"

namespace platlint {

/// The use of a native file by a program, ordered by how much fails without it.
enum class Use : std::uint8_t {
  none,
  started,   ///< a program of its own: whoever runs it can work without it
  loaded,    ///< a library
  imported,  ///< the package's own code loads it by name: a Node addon, a Python extension module
};

Use use_of(const Subject& subject);

/// Would a process of `wanted` take this file? It does if no finding about the platform is an error, and something in
/// the file is loaded. A program is a process of its own: Windows for x86-64 and ARM64 runs x86 programs as well
/// (WOW64).
bool fits(const Subject& subject, Architecture wanted);

/// Does the name say another platform than the target's?
bool is_elsewhere(const PlatformName& name, const Target& target);

/// Is it one of the target's, as far as names say? "arm" is every 32-bit ARM, and Node's "ppc64" is little endian too.
bool names_architecture(Architecture named, const Target& target);

/// process.platform: "darwin", "win32"; for other systems their own name; empty: unknown.
std::string_view node_system(System system);

/// "linux-x64 (glibc)", "win32-ia32", "darwin-x64+arm64" as Node names them; "macos-arm64" for all others. Empty if no
/// loader would load it.
std::string platform_words(const Subject& subject);
std::string platform_words(const Target& target, bool node);

/// The platforms of several entries.
std::set<std::string> platforms_of(const WholeBundle& whole, const std::vector<std::size_t>& entries);

}  // namespace platlint
