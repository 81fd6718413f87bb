// SPDX-License-Identifier: Apache-2.0
// A package may do without a part of itself: numba's omppool and tbbpool, casadi's interfaces to solvers that are sold,
// the RDMA library of nvidia-cufile. Its code tries to load it, and goes on where that fails.
#pragma once

#include <cstddef>
#include <set>
#include <string_view>

#include "platlint/deployment.hpp"

namespace platlint {

/// Of the entries that lack a library, those that look like such parts: no file of the deployment needs them by name,
/// and of the files of the same package that are used alike at least as many lack nothing. Of an archive inside the
/// bundle (a jar) one is enough: what is in it is unpacked one by one. A package that was built from source here has no
/// such parts: the machine that built it had the libraries, and nobody tried the result elsewhere.
std::set<std::size_t> optional_parts(const WholeBundle& whole, const std::set<std::size_t>& lacking);

/// Has it the name that a repair tool gives to a copy inside the package: "libgfortran-040039e1-0352e75f.so.5.0.0"
/// (auditwheel, repair.py: eight hexadecimal digits or more of a hash), "msvcp140-<32 digits>.dll" (delvewheel)? Such a
/// library is a part of the package, and its lack is no choice of anybody's.
bool is_vendored(std::string_view library);

}  // namespace platlint
