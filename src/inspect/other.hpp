// SPDX-License-Identifier: Apache-2.0
// Native code that no loader of an operating system reads: WebAssembly modules and static archives. They are named, and
// proven whole.
#pragma once

#include "inspect/inspect.hpp"

namespace platlint {

Artifact inspect_wasm(const Image& image);            ///< Throws Broken.
Artifact inspect_static_archive(const Image& image);  ///< Throws Broken.

}  // namespace platlint
