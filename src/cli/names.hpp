// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "cli/options.hpp"

namespace platlint::cli {

struct Names {
  std::vector<std::string> names;
  bool nul_ended = false;  ///< a NUL ends each name, so a tab is part of a name
};

/// The names in a file ("-": standard input). If there is a NUL, each name ends with one, as in the output of `find
/// -print0`; otherwise each line is a name. Empty names are skipped. Throws Error if the file cannot be read, or is
/// larger than 64 MiB.
Names read_names(const std::string& file);

/// Adds the roots that --files-from names. If lines end in a tab and a platform, adds jobs. Throws Error if there is no
/// root after that.
Arguments with_names(Arguments arguments);

}  // namespace platlint::cli
