// SPDX-License-Identifier: Apache-2.0
// Native code by its first bytes, where no file says what they are: between the members of an archive, under the name
// of a link.
#pragma once

#include <cstddef>
#include <span>

namespace platlint {

/// ELF, Mach-O, or PE with its signature.
bool begins_as_code(std::span<const std::byte> bytes);

/// An object of ELF or Mach-O, which a linker reads and no loader.
bool begins_as_object(std::span<const std::byte> bytes);

}  // namespace platlint
