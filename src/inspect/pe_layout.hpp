// SPDX-License-Identifier: Apache-2.0
// The headers, sections and import tables of a PE image, proven to lie inside it ("PE Format", Microsoft).
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "inspect/pe_sections.hpp"
#include "inspect/reader.hpp"

namespace platlint {

/// IMAGE_DATA_DIRECTORY: a table by its address in memory; 0 if there is none.
struct PeDirectory {
  std::uint32_t address = 0;
  std::uint32_t size = 0;
};

struct PeLayout {
  bool plus = false;                                       ///< PE32+
  std::uint16_t machine = 0;                               ///< Machine
  std::uint16_t characteristics = 0;                       ///< Characteristics
  std::uint16_t subsystem = 0;                             ///< Subsystem: how sections are mapped depends on it
  std::uint16_t major_subsystem = 0, minor_subsystem = 0;  ///< MajorSubsystemVersion, MinorSubsystemVersion
  std::vector<FileRange> imports;        ///< the places of the DLL names of the import table, NUL included, in its
                                         ///< order
  std::vector<FileRange> delay_imports;  ///< the same for the delay import table
  /// A table is longer than its directory says, names a DLL that is not used, or gives addresses that are not relative.
  bool odd_imports = false;
  std::optional<std::uint32_t> clr_flags;  ///< COMIMAGE_FLAGS_*, ECMA-335 II.25.3.3: LIEF 0.12 reads no CLR header
  /// CHPEMetadataPointer of the load configuration is set: ARM64EC or ARM64X. LIEF 0.12 does not know it.
  bool hybrid = false;
  PeSectionTable sections;
  PeDirectory import_table;
  PeDirectory export_table;
};

/// IMAGE_SUBSYSTEM_EFI_*: it is read by the firmware, not by Windows' loader.
bool is_firmware(std::uint16_t subsystem);

/// Throws Broken unless headers, section data and the tables above lie inside the file.
PeLayout read_pe_layout(const Image& image);

}  // namespace platlint
