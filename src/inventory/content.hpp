// SPDX-License-Identifier: Apache-2.0
// What a file holds: containers of every kind are opened, and what lies in them is visited too.
#pragma once

#include <string>

#include "inventory/container.hpp"
#include "inventory/inventory.hpp"

namespace platlint {

/// Visits a file that lies in `depth` archives. Of a container the members come first, and then its own entry. What a
/// container's reader does not understand is said in its entry. Throws Unreadable if the file itself cannot be read.
void visit_content(Entry entry, File& file, int depth, Budget& budget, const Visit& visit);

/// Visits a member that is no link and no directory, as visit_content does; `path`: that of its entry. `in_package`: it
/// lies in a distribution's package, which is unpacked over others.
void visit_member(std::string path, const Member& member, Stream& bytes, int depth, bool in_package, Budget& budget,
                  const Visit& visit);

}  // namespace platlint
