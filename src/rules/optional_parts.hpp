// SPDX-License-Identifier: Apache-2.0
// A package may do without a part of itself: numba's omppool and tbbpool, casadi's interfaces to solvers that are sold,
// the RDMA library of nvidia-cufile. Its code tries to load it, and goes on where that fails.
#pragma once

#include <cstddef>
#include <set>

#include "platlint/rule.hpp"

namespace platlint {

/// Of the entries that lack a library, those that look like such parts: no file of the deployment needs them by name,
/// and others of the same package (or the same archive inside the bundle) that are used alike lack nothing. A package
/// that was built from source here has no such parts: the machine that built it had the libraries, and nobody tried the
/// result elsewhere.
std::set<std::size_t> optional_parts(const WholeBundle& whole, const std::set<std::size_t>& lacking);

}  // namespace platlint
