// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "cli/options.hpp"

namespace platlint::cli {

struct Names {
  std::vector<std::string> names;
  bool nul_ended = false;  ///< each by a NUL, so that a tab is part of a name
};

/// The names in a file ("-": standard input): each ended by NUL where there is one, as `find -print0` writes them, else
/// by a line's end. Empty ones do not count. Throws Error where the file cannot be read, and for
/// more than 64 MiB.
Names read_names(const std::string& file);

/// Adds the roots that --files-from names, and where lines end in a tab and a platform the jobs. Throws Error where
/// that leaves none.
Arguments with_names(Arguments arguments);

}  // namespace platlint::cli
