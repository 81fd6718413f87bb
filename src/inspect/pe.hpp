// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "inspect/inspect.hpp"

namespace platlint {

/// The facts of a PE image. Throws Broken.
Artifact inspect_pe(const Image& image, const Detail& detail);

/// Names a COFF object file; these are never loaded. Throws Broken.
Artifact inspect_coff(const Image& image);

}  // namespace platlint
