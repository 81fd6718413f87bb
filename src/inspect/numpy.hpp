// SPDX-License-Identifier: Apache-2.0
// Which C interface of NumPy a Python module was compiled for.
#pragma once

#include "inspect/reader.hpp"

namespace platlint {

struct NumpyUse {
  std::uint8_t major = 0;         ///< 1 or 2, whose headers it was compiled with; 0: it does not tell
  std::optional<Version> oldest;  ///< NumPy that it starts with
};

/// Looks through these parts of a file, in their order, until one tells.
NumpyUse read_numpy_use(const Image& image, const std::vector<FileRange>& parts);

}  // namespace platlint
