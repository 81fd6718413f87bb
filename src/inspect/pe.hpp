// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "inspect/inspect.hpp"

namespace platlint {

/// The facts of a PE image. Throws Broken.
Artifact inspect_pe(Bytes bytes);

/// Names a COFF object file, which is never loaded. Throws Broken.
Artifact inspect_coff(Bytes bytes);

}  // namespace platlint
