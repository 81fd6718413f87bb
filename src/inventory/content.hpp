// SPDX-License-Identifier: Apache-2.0
// Opens containers of every kind, and visits the files inside too.
#pragma once

#include <string>

#include "inventory/container.hpp"
#include "inventory/inventory.hpp"

namespace platlint {

/// Visits a file that lies in `depth` archives. The members of a container come first, then its own entry. If its
/// reader does not understand something, the entry says so. Throws Unreadable if the file itself cannot be read.
void visit_content(Entry entry, File& file, int depth, Budget& budget, const Visit& visit);

/// Visits a member that is not a link or directory, as visit_content does; `path`: that of its entry. `in_package`: it
/// lies in a distribution's package, which is unpacked over others.
void visit_member(std::string path, const Member& member, Stream& bytes, int depth, bool in_package, Budget& budget,
                  const Visit& visit);

}  // namespace platlint
