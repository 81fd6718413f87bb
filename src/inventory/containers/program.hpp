// SPDX-License-Identifier: Apache-2.0
// The bytes of a program that its own headers describe (ELF gABI, PE/COFF, Mach-O's loader.h). Bytes after them or
// between them can then be examined. Libraries and object files are not programs.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "inventory/containers/range_stream.hpp"
#include "inventory/source.hpp"

namespace platlint {

struct Program {
  enum class Format : std::uint8_t { elf, pe, macho };
  struct Section {
    std::string name;  ///< of a Mach-O section: "__DATA,__data"
    Range range{};
    bool written = false;   ///< data that the program may write to
    bool executed = false;  ///< code
  };

  Format format = Format::elf;
  Range overlay{};  ///< after everything that the headers describe, and before a signature
  /// The start of a signature at the file's end; the file's size if there is no signature
  std::uint64_t signature = 0;
  std::vector<Section> sections{};  ///< those that have bytes in the file
  std::vector<Range> notes{};       ///< segments of an ELF program (PT_NOTE)
};

/// `head`: the file's first bytes, 4096 or all. Unset: it is not a program, or its headers are damaged.
std::optional<Program> read_program(const Source& source, std::span<const std::byte> head);

}  // namespace platlint
