// SPDX-License-Identifier: Apache-2.0
// What a file holds: containers of every kind are opened, and what lies in them is visited too.
#pragma once

#include "inventory/inventory.hpp"

namespace platlint {

/// Visits a file that lies in `depth` archives. Of a container the members come first, and then its own entry. What a
/// container's reader does not understand is said in its entry. Throws Unreadable if the file itself cannot be read.
void visit_content(Entry entry, File& file, int depth, Budget& budget, const Visit& visit);

}  // namespace platlint
