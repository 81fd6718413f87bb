// SPDX-License-Identifier: Apache-2.0
// What one of several alternatives is worth to a target: by its bytes, and by what its name says.
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

/// What a program does with a native file, by how much fails where it is missing.
enum class Use : std::uint8_t {
  none,
  started,   ///< a program of its own: whoever starts it can do without
  loaded,    ///< a library
  imported,  ///< what the package's own code loads by name: a Node addon, a Python extension module
};

Use use_of(const Subject& subject);

/// Would a process of `wanted` take this file? No finding about the platform is an error, and something in it is
/// loaded. A program is a process of its own: Windows for x86-64 and ARM64 runs those for x86 as well (WOW64).
bool fits(const Subject& subject, Architecture wanted);

/// Does the name say another platform than the target's?
bool is_elsewhere(const PlatformName& name, const Target& target);

/// One of the target's, as far as names go: "arm" is every 32-bit ARM, and Node's "ppc64" little endian too.
bool names_architecture(Architecture named, const Target& target);

/// process.platform: "darwin", "win32"; of others their own name; empty: unknown.
std::string_view node_system(System system);

/// "linux-x64 (glibc)", "win32-ia32", "darwin-x64+arm64" as Node names them; "macos-arm64" for all others. Empty where
/// no loader would be asked for it.
std::string platform_words(const Subject& subject);
std::string platform_words(const Target& target, bool node);

/// Those of several entries.
std::set<std::string> platforms_of(const WholeBundle& whole, const std::vector<std::size_t>& entries);

}  // namespace platlint
