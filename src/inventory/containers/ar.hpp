// SPDX-License-Identifier: Apache-2.0
// Archives of ar(1). Nearly all are static libraries, whose members are objects. Others hold what tar archives hold.
#pragma once

#include "inventory/source.hpp"

namespace platlint {

/// Is there a member that is native code and no object, or an archive? False for what is no ar archive, for a thin one,
/// whose members stand elsewhere, and for one whose headers are damaged: what inspects it says so. Throws Unreadable as
/// the source does.
bool holds_more_than_objects(const Source& archive);

}  // namespace platlint
