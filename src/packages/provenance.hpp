// SPDX-License-Identifier: Apache-2.0
// Did an installer build a distribution from source on its own machine? Finds out, and names the evidence.
#pragma once

#include <string_view>

#include "packages/tree.hpp"

namespace platlint::packages {

/// Sets `installer`, `built_locally`, `evidence`, `local_project` and `by_address` from the files beside METADATA.
/// `prefix` is the dist-info directory with its '/'; `package.tags` are already set.
Package with_provenance(Package package, const Tree& tree, std::string_view prefix);

}  // namespace platlint::packages
