// SPDX-License-Identifier: Apache-2.0
// Reads from a path which platform a file is for: "prebuilds/linux-x64/bcrypt.musl.node", "distlib/t64-arm.exe".
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platlint/artifact.hpp"

namespace platlint {

struct PlatformName {
  System system = System::unknown;
  std::vector<Architecture> architectures;  ///< any of them; armv7 stands for every 32-bit ARM
  int bits = 0;                             ///< 32 or 64, if only that is said
  Libc libc = Libc::unknown;
  std::optional<Format> format;  ///< by the file's suffix: .exe, .dll and .pyd are PE, .dylib is Mach-O
  bool in_words = false;         ///< a word of the path says something, not only the suffix
  int node_abi = 0;              ///< NODE_MODULE_VERSION, if a number beside the words can be one
  bool untargeted = false;       ///< a system that no target has: DragonFly BSD, OpenHarmony

  /// How exact the name is: a loader that looks for several names tries the most exact one first.
  int precision() const {
    const int processor = architectures.empty() ? static_cast<int>(bits != 0) : 2;
    return (system == System::unknown && !untargeted ? 0 : 2) + processor + (libc == Libc::unknown ? 0 : 2);
  }

  friend bool operator==(const PlatformName&, const PlatformName&) = default;
};

struct PlatformPath {
  PlatformName platform;
  /// The path without those words and without native suffixes, which is the same for all alternatives. Only a jar among
  /// the archives around a file has words of its own ("x-linux-x86_64.jar!/"): all jars of a class path are open at
  /// once.
  std::string skeleton;
};

PlatformPath read_platform_path(std::string_view path);

}  // namespace platlint
