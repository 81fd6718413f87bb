// SPDX-License-Identifier: Apache-2.0
// Turns the fates of a bundle's files into findings: parts that a package lacks, and files for other platforms.
#pragma once

#include "alternatives/fates.hpp"
#include "platlint/rule.hpp"

namespace platlint {

Findings check_variants(const WholeBundle& whole, const Fates& fates);

}  // namespace platlint
