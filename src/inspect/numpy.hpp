// SPDX-License-Identifier: Apache-2.0
// Which C interface of NumPy a Python module was compiled for.
#pragma once

#include <vector>

#include "inspect/reader.hpp"

namespace platlint {

/// Fills in `numpy` and `oldest_numpy`: searches these parts of a file, in their order, until one of them tells.
void add_numpy_use(Artifact& artifact, const Image& image, const std::vector<FileRange>& parts);

}  // namespace platlint
