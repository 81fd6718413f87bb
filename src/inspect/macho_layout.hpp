// SPDX-License-Identifier: Apache-2.0
// The header and load commands of a thin Mach-O file, proven to lie inside it (<mach-o/loader.h>).
#pragma once

#include <bit>
#include <cstdint>
#include <optional>
#include <vector>

#include "facts/macho_format.hpp"
#include "inspect/reader.hpp"

namespace platlint {

struct MachoCommand {
  std::uint32_t kind = 0;  ///< cmd
  std::uint64_t offset = 0;
  std::uint32_t size = 0;  ///< cmdsize
};

/// The parts that LC_SYMTAB names.
struct MachoSymbolTable {
  FileRange symbols, names;
};

struct MachoLayout {
  bool is64 = false;
  std::endian order = std::endian::little;
  std::uint32_t flags = 0;  ///< MH_*
  std::vector<MachoCommand> commands;
  std::optional<FileRange> signature;       ///< LC_CODE_SIGNATURE, which LIEF would have to be given
  std::optional<MachoSymbolTable> symbols;  ///< if there are several commands of a kind, the first counts
  std::optional<FileRange> exports_trie;    ///< LC_DYLD_EXPORTS_TRIE
  std::optional<FileRange> dyld_exports;    ///< the same trie, of LC_DYLD_INFO or LC_DYLD_INFO_ONLY

  bool has(std::uint32_t kind) const;
  std::size_t library_count() const;  ///< commands that name a library to load
};

/// Throws Broken unless header, load commands, segments and link-edit data lie inside the file.
MachoLayout read_macho_layout(const Image& image);

/// Commands that a dynamic loader reads libraries, search paths and versions from.
bool is_loader_command(std::uint32_t kind);

/// A small Mach-O file that holds the header's words and the loader commands, and nothing else.
std::vector<std::uint8_t> macho_excerpt(const Image& image, const MachoLayout& layout);

}  // namespace platlint
