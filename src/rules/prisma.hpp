// SPDX-License-Identifier: Apache-2.0
// Prisma's query engine, which its client looks for by the name of the current platform.
#pragma once

#include "rules/common.hpp"

namespace platlint {

/// Reports generated clients that have engines, but none with the name that the target needs.
void check_prisma(const Evidence& whole, Findings& findings);

}  // namespace platlint
