// SPDX-License-Identifier: Apache-2.0
// The headers, sections and import tables of a PE image, proven to lie inside it ("PE Format", Microsoft).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "inspect/reader.hpp"

namespace platlint {

struct PeLayout {
  std::uint64_t header = 0;  ///< e_lfanew
  bool plus = false;         ///< PE32+
  std::uint16_t machine = 0;
  std::uint16_t characteristics = 0;
  std::uint16_t subsystem = 0;
  std::uint16_t subsystem_major = 0, subsystem_minor = 0;
  std::vector<std::string> imports;        ///< DLL names of the import table, in order
  std::vector<std::string> delay_imports;  ///< DLL names of the delay import table
  std::optional<std::uint32_t> clr_flags;  ///< COMIMAGE_FLAGS_* of the CLR header (ECMA-335 II.25.3.3)
  bool hybrid = false;                     ///< CHPEMetadataPointer of the load configuration is set: ARM64EC or ARM64X
};

/// IMAGE_SUBSYSTEM_EFI_*: not Windows' loader reads it, but the firmware's.
bool is_firmware(std::uint16_t subsystem);

/// Throws Broken unless headers, section data and the tables above lie inside the file.
PeLayout read_pe_layout(const Image& image);

/// A small PE image with the same imports and nothing else.
std::vector<std::uint8_t> pe_excerpt(const PeLayout& layout);

}  // namespace platlint
