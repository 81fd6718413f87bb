// SPDX-License-Identifier: Apache-2.0
// How native files begin, as far as a few bytes tell.
#pragma once

#include <cstddef>
#include <span>

namespace platlint {

/// Could native code begin so: ELF, Mach-O, PE, WebAssembly, an ar archive? A COFF object has no magic number.
bool may_be_native(std::span<const std::byte> head);

}  // namespace platlint
