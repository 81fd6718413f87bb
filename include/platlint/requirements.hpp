// SPDX-License-Identifier: Apache-2.0
// Which platforms does a bundle fit? Asked when no platform is declared.
#pragma once

#include <string>
#include <vector>

#include "platlint/api.hpp"
#include "platlint/package.hpp"
#include "platlint/rule.hpp"

namespace platlint {

/// One requirement of the bundle, and the file that sets it.
struct Need {
  std::string what;  ///< "glibc 2.17", "CPython 3.12", "macOS 11.0"
  std::string path;
};

/// A platform that was tried and does not fit, and the first rule that says so.
struct Misfit {
  std::string platform;
  const Rule* rule = nullptr;
};

struct Requirements {
  /// The platform it is for: "Linux aarch64", or "Linux x86_64 and aarch64, Windows AMD64" if it supports each of them.
  /// Empty: it has no native files.
  std::string platform;
  bool everywhere = false;  ///< it runs on other platforms too: it needs none of its native files there
  std::size_t unused = 0;   ///< native files that are only for other platforms
  std::vector<Need> needs;
  std::vector<std::string> fits;  ///< names of known platforms, as find_target takes them, the best known first
  std::vector<Misfit> misfits;    ///< of the same systems and processors
  std::vector<Need> minority;     ///< files for another platform ("Mach-O arm64"): the bundle is mixed
  std::vector<Need> claims;       ///< "its manifest says win32-x64, but it holds ELF x86_64", and the file
};

/// Tries the known platforms in this number of threads. All threads have ended when it returns.
PLATLINT_API Requirements find_requirements(const Bundle& bundle, const Ownership& ownership, unsigned threads = 1);

}  // namespace platlint
