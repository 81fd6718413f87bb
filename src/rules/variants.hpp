// SPDX-License-Identifier: Apache-2.0
// What the fates of a bundle's files come to: what a package lacks, and what rides along.
#pragma once

#include "alternatives/fates.hpp"
#include "platlint/rule.hpp"

namespace platlint {

Findings check_variants(const WholeBundle& whole, const Fates& fates);

}  // namespace platlint
