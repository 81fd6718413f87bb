// SPDX-License-Identifier: Apache-2.0
// Native code that no operating system's loader reads: WebAssembly modules and static archives. Named, and proven
// whole.
#pragma once

#include "inspect/inspect.hpp"

namespace platlint {

Artifact inspect_wasm(Bytes bytes);            ///< Throws Broken.
Artifact inspect_static_archive(Bytes bytes);  ///< Throws Broken.

}  // namespace platlint
