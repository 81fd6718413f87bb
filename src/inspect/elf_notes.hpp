// SPDX-License-Identifier: Apache-2.0
// The notes that name a system or a CPU level (gABI chapter 5 "Note Section"; "Linux Extensions to gABI"; each BSD's
// and Android's own note).
#pragma once

#include <cstdint>
#include <optional>

#include "inspect/elf_layout.hpp"
#include "platlint/artifact.hpp"

namespace platlint {

struct ElfNotes {
  System system = System::unknown;           ///< NT_GNU_ABI_TAG, or the note of a BSD
  std::optional<std::uint32_t> android_api;  ///< .note.android.ident: the API level it was built for
  std::uint8_t x86_level = 0;                ///< highest bit of GNU_PROPERTY_X86_ISA_1_NEEDED, 1..4
};

/// Throws Broken if a note runs past its segment.
ElfNotes read_elf_notes(const Image& image, const ElfLayout& layout);

}  // namespace platlint
