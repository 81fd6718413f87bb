// SPDX-License-Identifier: Apache-2.0
// Archives of ar(1). Nearly all are static libraries, with objects as members. Others have members like those of tar
// archives.
#pragma once

#include "inventory/source.hpp"

namespace platlint {

/// Is any member an archive, or native code other than an object? False if it is not an ar archive, if it is a thin one
/// (its members are other files), or if its headers are damaged. Inspect reports the damage. Throws Unreadable as the
/// source does.
bool holds_more_than_objects(const Source& archive);

}  // namespace platlint
