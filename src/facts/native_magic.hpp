// SPDX-License-Identifier: Apache-2.0
// Recognises the beginning of native files, as far as a few bytes tell.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace platlint {

enum class NativeMagic : std::uint8_t {
  none,
  elf,
  macho,
  /// Or a Java class: the number after the magic is the number of slices, or the version of a class (45 or more)
  fat,
  fat64,  ///< the same
  mz,     ///< PE, a DOS program, or a text with the same beginning
  wasm,
  ar,  ///< whole or thin: a library, or a Debian package
};

NativeMagic native_magic(std::span<const std::byte> head);

/// Could native code begin like this? A COFF object has no magic number.
bool may_be_native(std::span<const std::byte> head);

/// file(1) accepts fewer than 20 slices as fat Mach-O.
constexpr std::uint32_t most_fat_slices = 19;

}  // namespace platlint
