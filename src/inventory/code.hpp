// SPDX-License-Identifier: Apache-2.0
// Recognises native code by its first bytes, if no file name or header says what they are: between the members of an
// archive, or behind the name of a link.
#pragma once

#include <cstddef>
#include <span>

namespace platlint {

/// ELF, Mach-O, or PE with its signature.
bool begins_as_code(std::span<const std::byte> bytes);

/// An object of ELF or Mach-O: input for a linker, not for a loader.
bool begins_as_object(std::span<const std::byte> bytes);

}  // namespace platlint
