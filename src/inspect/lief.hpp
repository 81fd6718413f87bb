// SPDX-License-Identifier: Apache-2.0
// The only code that calls LIEF. LIEF's versions differ; this interface does not. docs/readers.md says which facts LIEF
// reads, which it does not, and why.
//
// LIEF copies and walks all that it is given, and is lenient with damage. So it is given excerpts: small images that
// hold just the tables a dynamic loader reads. Before that, the layout readers proved that these tables lie inside the
// file. The caller counts the results: a fact that could not be read is never "absent".
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "platlint/artifact.hpp"

namespace platlint {

struct ElfFacts {
  std::string identity;
  std::string interpreter;
  std::vector<Library> libraries;
  std::vector<std::string> rpath;
  std::vector<std::string> runpath;
  std::vector<VersionNeed> version_needs;
};

struct MachoFacts {
  std::uint32_t cpu_type = 0, cpu_subtype = 0;  ///< capability bits (the high byte of the subtype) masked off
  std::uint32_t file_type = 0;                  ///< MH_*
  std::string identity;
  std::string interpreter;
  std::vector<Library> libraries;
  std::vector<std::string> rpath;
  std::uint32_t platform = 0;  ///< PLATFORM_* of LC_BUILD_VERSION, or the one that LC_VERSION_MIN_* implies; 0 if there
                               ///< is neither
  std::optional<Version> minimum_system;
};

struct PeFacts {
  std::uint16_t machine = 0;          ///< IMAGE_FILE_MACHINE_*
  std::uint16_t characteristics = 0;  ///< IMAGE_FILE_*
  Version minimum_system;             ///< the subsystem's
  std::vector<Library> libraries;     ///< imports, then delay imports (weak)
};

ElfFacts read_elf_with_lief(const std::vector<std::uint8_t>& image);
MachoFacts read_macho_with_lief(const std::vector<std::uint8_t>& image);
PeFacts read_pe_with_lief(const std::vector<std::uint8_t>& image);

}  // namespace platlint
