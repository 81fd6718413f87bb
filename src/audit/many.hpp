// SPDX-License-Identifier: Apache-2.0
// Many small roots: each is read in a worker of its own, several at a time. To fork two for the two files of a bundle,
// and to wait for them before the next bundle, takes most of the time of a thousand bundles.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "audit/deadline.hpp"
#include "platlint/audit.hpp"

namespace platlint {

/// A root, and how it is read.
struct RootToRead {
  const std::string* root;
  const Options* options;
};

/// Parallel to `roots`. Nothing for one that is large, or that has anything damaged: that is for `examine`. All are
/// read by as many workers, and within the limits, that the first one's options allow.
std::vector<std::optional<Bundle>> examine_small(const std::vector<RootToRead>& roots, const Deadline& deadline);

}  // namespace platlint
