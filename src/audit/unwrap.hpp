// SPDX-License-Identifier: Apache-2.0
// A root that is an archive read from its front. For the workers it is one file, for the user it is a bundle.
#pragma once

#include "inventory/inventory.hpp"
#include "platlint/entry.hpp"

namespace platlint {

/// Works on the entries of a root that is one file. If that file is only a container, its members become the entries of
/// the bundle, as for a zip. Damage of the file then becomes the failure of the root.
void unwrap(Bundle& bundle, ListedRoot::Wrapper wrapper);

}  // namespace platlint
