// SPDX-License-Identifier: Apache-2.0
// Prisma's query engine, which its client looks for by the name of the platform that it runs on.
#pragma once

#include "rules/common.hpp"

namespace platlint {

/// Generated clients that have engines, and none by the name that will be asked for.
void check_prisma(const Evidence& whole, Findings& findings);

}  // namespace platlint
