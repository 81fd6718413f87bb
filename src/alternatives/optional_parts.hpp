// SPDX-License-Identifier: Apache-2.0
// Finds optional parts of a package: numba's omppool and tbbpool, casadi's interfaces to commercial solvers, the RDMA
// library of nvidia-cufile. The package's code tries to load them, and continues if that fails.
#pragma once

#include <cstddef>
#include <set>
#include <string_view>

#include "platlint/deployment.hpp"

namespace platlint {

/// The entries that lack a library and look like such parts. No file of the deployment may need them by name, and at
/// least as many files of the same package with the same use must lack nothing. For an archive inside the bundle (a
/// jar) one such file is enough, because its files are unpacked one by one. A package that was built from source here
/// has no such parts: the machine that built it had the libraries, and nobody tried the result elsewhere.
std::set<std::size_t> optional_parts(const WholeBundle& whole, const std::set<std::size_t>& lacking);

/// Does it have the name that a repair tool gives to a copy inside the package? For auditwheel that is
/// "libgfortran-040039e1-0352e75f.so.5.0.0" (repair.py: eight or more hexadecimal digits of a hash), for delvewheel
/// "msvcp140-<32 digits>.dll". Such a library is a part of the package, and nobody chose to leave it out.
bool is_vendored(std::string_view library);

}  // namespace platlint
