// SPDX-License-Identifier: Apache-2.0
// Many small roots: each is read in its own worker, several in parallel. To fork two workers for the two files of a
// bundle, and to wait for them before the next bundle, takes most of the time of a thousand bundles.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "audit/deadline.hpp"
#include "platlint/audit.hpp"

namespace platlint {

/// A root, and how to read it.
struct RootToRead {
  const std::string* root;
  const Options* options;
};

/// Parallel to `roots`. Unset if a root is large or has any damage: `examine` reads those. The options of the first
/// root set the number of workers and the limits for all.
std::vector<std::optional<Bundle>> examine_small(const std::vector<RootToRead>& roots, const Deadline& deadline);

}  // namespace platlint
