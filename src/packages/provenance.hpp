// SPDX-License-Identifier: Apache-2.0
// Whether an installer built a distribution from source on its own machine, and what says so.
#pragma once

#include <string_view>

#include "packages/tree.hpp"

namespace platlint::packages {

/// Fills in `installer`, `built_locally`, `evidence`, `local_project` and `by_address` from the files beside METADATA.
/// `prefix` is the dist-info directory with its '/'; `package.tags` are known already.
Package with_provenance(Package package, const Tree& tree, std::string_view prefix);

}  // namespace platlint::packages
