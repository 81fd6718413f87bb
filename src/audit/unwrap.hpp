// SPDX-License-Identifier: Apache-2.0
// A root that is an archive read from its front: to the workers it is one file, to the user a bundle.
#pragma once

#include "inventory/inventory.hpp"
#include "platlint/entry.hpp"

namespace platlint {

/// Of the entries of a root that is one file, and of what lies in it. If that file is a container and nothing else, its
/// members become the bundle's own, as those of a zip are, and what is wrong with it is wrong with the root.
void unwrap(Bundle& bundle, ListedRoot::Wrapper wrapper);

}  // namespace platlint
