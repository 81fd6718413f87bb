// SPDX-License-Identifier: Apache-2.0
// What to do so that what was not read is read.
#pragma once

#include "platlint/finding.hpp"
#include "platlint/package.hpp"

namespace platlint::advice {

/// For a link that leads out of the bundle, or an archive that is not opened. `package` may be null.
Fix to_be_read(const Finding& finding, const Package* package);

}  // namespace platlint::advice
