// SPDX-License-Identifier: Apache-2.0
// The places in an ELF file of the parts that a dynamic loader reads, proven to lie inside the file (System V gABI,
// chapters 4 and 5).
#pragma once

#include <bit>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "facts/elf_format.hpp"
#include "inspect/reader.hpp"

namespace platlint {

struct ElfSegment {
  std::uint32_t type = 0;     ///< p_type
  std::uint32_t flags = 0;    ///< p_flags
  std::uint64_t offset = 0;   ///< p_offset
  std::uint64_t address = 0;  ///< p_vaddr
  std::uint64_t size = 0;     ///< p_filesz
  std::uint64_t memory = 0;   ///< p_memsz
  std::uint64_t align = 0;    ///< p_align
};

struct ElfDynamic {
  std::uint64_t tag = 0;
  std::uint64_t value = 0;
};

/// Elfxx_Vernaux (LSB "Symbol Versioning").
struct ElfNeededVersion {
  std::uint16_t flags = 0;  ///< vna_flags
  std::uint16_t index = 0;  ///< vna_other: its number in .gnu.version
  std::uint32_t name = 0;   ///< vna_name, an offset in the string table
};

/// Elfxx_Verneed.
struct ElfVersionNeed {
  std::uint32_t library = 0;  ///< vn_file, an offset in the string table
  std::vector<ElfNeededVersion> versions;
};

struct ElfLayout {
  bool is64 = false;
  std::endian order = std::endian::little;
  std::uint8_t os_abi = 0;       ///< e_ident[EI_OSABI]
  std::uint8_t abi_version = 0;  ///< e_ident[EI_ABIVERSION]
  bool padded = false;           ///< a later byte of e_ident is not zero
  std::uint16_t type = 0;        ///< e_type
  std::uint16_t machine = 0;     ///< e_machine
  std::uint32_t flags = 0;       ///< e_flags
  bool debug = false;            ///< a debug companion: its segments are those of another file, and left out here
  std::vector<ElfSegment> segments;
  std::vector<ElfDynamic> dynamic;            ///< up to DT_NULL
  std::optional<FileRange> strings;           ///< DT_STRTAB
  std::vector<ElfVersionNeed> version_needs;  ///< DT_VERNEED, in its order
  FileRange arm_attributes;                   ///< the section .ARM.attributes; no bytes if there is no such section
  bool program = false;                       ///< a program that the kernel starts with an interpreter; static programs
                                              ///< are not recognised
  FileRange interpreter;                      ///< PT_INTERP of a program, its NUL included; no bytes if it has no
                                              ///< interpreter

  std::size_t version_need_count() const;  ///< all vernaux records
  std::optional<std::uint64_t> dynamic_value(std::uint64_t tag) const;
  const ElfSegment* segment(std::uint32_t type) const;
  /// The place in the file of the bytes that are loaded at an address, even if they lie in several segments. Throws
  /// Broken.
  FileRange in_file(std::uint64_t address, std::uint64_t size, const std::string& what) const;
  /// The string at this offset of the string table. Throws Broken if there is none.
  std::string string(const Reader& reader, std::uint64_t offset, std::string_view what) const;
  /// Throws Broken if there is no string, or if it is empty; `what` is the thing that it names.
  void require_name(const Reader& reader, std::uint64_t offset, const std::string& what) const;

 private:
  struct Mapped {
    std::uint64_t shift = 0;  ///< offset in the file less address
    std::uint64_t end = 0;    ///< the address behind the last byte that is mapped from there
  };
  std::optional<Mapped> mapped_at(std::uint64_t address) const;
};

/// Throws Broken unless header tables, segments and the dynamic loader's tables lie inside the file.
ElfLayout read_elf_layout(const Image& image);

}  // namespace platlint
