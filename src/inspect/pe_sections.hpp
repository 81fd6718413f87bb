// SPDX-License-Identifier: Apache-2.0
// Which bytes of a PE file are mapped at which address by Windows' loader ("PE Format", Microsoft: Section Table,
// SectionAlignment, FileAlignment).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "inspect/reader.hpp"

namespace platlint {

/// The section table, as the headers describe it.
struct PeSectionTable {
  std::uint64_t offset = 0;  ///< of its first IMAGE_SECTION_HEADER
  std::uint64_t count = 0;
  std::uint32_t alignment = 0, file_alignment = 0;  ///< SectionAlignment, FileAlignment
  std::uint32_t headers_size = 0;                   ///< SizeOfHeaders
  bool firmware = false;                            ///< is_firmware()
};

class PeSections {
 public:
  /// `reader` must outlive it. Throws Broken unless the sections' data lies inside the file, and the sections lie in
  /// memory as the loader requires.
  PeSections(const Reader& reader, const PeSectionTable& table);

  /// The place in the file of `size` bytes at an address relative to the image. Throws Broken if no part of the file is
  /// mapped there; `what` names it to a user.
  std::uint64_t in_file(std::uint64_t address, std::uint64_t size, const std::string& what) const;

  /// The same, but unset if no part of the file is mapped there.
  std::optional<std::uint64_t> find(std::uint64_t address, std::uint64_t size) const;

 private:
  struct Section {
    std::uint64_t address = 0;  // VirtualAddress
    std::uint64_t memory = 0;   // VirtualSize
    std::uint64_t offset = 0;   // PointerToRawData
    std::uint64_t size = 0;     // SizeOfRawData
  };
  void check_alignment() const;
  void add(const Section& section);

  const Reader& reader_;
  PeSectionTable table_;
  std::vector<Section> sections_;
  std::uint64_t end_;  // of the part that is mapped so far
};

}  // namespace platlint
