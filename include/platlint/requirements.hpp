// SPDX-License-Identifier: Apache-2.0
// What does it fit? Asked of a bundle without a declared platform.
#pragma once

#include <string>
#include <vector>

#include "platlint/package.hpp"
#include "platlint/rule.hpp"

namespace platlint {

/// One thing that the bundle asks of a platform, and the file that sets it.
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
  std::string platform;  ///< what most native files are for: "Linux aarch64 (glibc)"; empty: no native files
  std::vector<Need> needs;
  std::vector<std::string> fits;  ///< names of known platforms, as find_target takes them
  std::vector<Misfit> misfits;    ///< of the same system and processor
  std::vector<Need> minority;     ///< files for something else ("Mach-O arm64"): the bundle is mixed
};

/// Tries the known platforms in so many threads, which have ended when it returns.
Requirements find_requirements(const Bundle& bundle, const Ownership& ownership, unsigned threads = 1);

}  // namespace platlint
