// SPDX-License-Identifier: Apache-2.0
// Which libstdc++ and libgcc_s a system has beside its glibc.
#pragma once

#include "platlint/target.hpp"

namespace platlint::target {

/// What every distribution with that glibc or a newer one was found to have; nothing below glibc 2.5.
Ceilings ceilings_beside_glibc(const Version& glibc);

}  // namespace platlint::target
