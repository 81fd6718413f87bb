// SPDX-License-Identifier: Apache-2.0
// Which Python a module is bound to by what its name does not tell: the library that it is linked to.
#pragma once

#include <optional>
#include <string>

#include "platlint/artifact.hpp"
#include "platlint/target.hpp"

namespace platlint {

struct LinkedPython {
  Python python;
  std::string library;  ///< as the image names it: "libpython3.11.so.1.0"
};

/// Nothing where the image is linked to no Python, or to the stable ABI only (python3.dll, libpython3.so).
std::optional<LinkedPython> linked_python(const Artifact& image);

}  // namespace platlint
