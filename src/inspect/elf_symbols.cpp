// SPDX-License-Identifier: Apache-2.0
// Which symbols ask for which version: .dynsym and .gnu.version, side by side (gABI chapter 4 "Symbol Table"; LSB
// "Symbol Version Table"). The dynamic section does not say how many symbols there are; the hash tables do. All that
// are undefined stand before the first that is hashed. Not LIEF's to read: it would have to be given all symbols, with
// all their names, and makes an object of each.
#include "inspect/elf_symbols.hpp"

#include <algorithm>
#include <map>
#include <string>
#include <string_view>

namespace platlint {

namespace {

std::uint64_t file_offset(const ElfLayout& layout, std::uint64_t address) {
  return layout.in_file(address, 1, "a symbol table").offset;
}

// Symbols that may be undefined: those before symoffset of DT_GNU_HASH, or all of DT_HASH's nchain.
std::uint64_t symbol_count(const Reader& reader, const ElfLayout& layout) {
  if (const auto address = layout.dynamic_value(dt_gnu_hash)) {
    return reader.u32(file_offset(layout, *address) + 4, "the symbol hash table");
  }
  const auto address = layout.dynamic_value(dt_hash);
  return address ? reader.u32(file_offset(layout, *address) + 4, "the symbol hash table") : 0;
}

// Version index (vna_other) -> the need that it stands for, counted as LIEF lists them: in file order.
std::map<std::uint16_t, std::size_t> version_indices(const ElfLayout& layout) {
  std::map<std::uint16_t, std::size_t> indices;
  std::size_t row = 0;
  for (const ElfVersionNeed& need : layout.version_needs) {
    for (const ElfNeededVersion& version : need.versions) indices.emplace(version.index, row++);
  }
  return indices;
}

}  // namespace

void add_version_symbols(Artifact& artifact, const Image& image, const ElfLayout& layout) {
  const auto symbols = layout.dynamic_value(dt_symtab);
  const auto versions = layout.dynamic_value(dt_versym);
  if (!symbols || !versions || layout.version_needs.empty() || !layout.strings) return;
  const Reader reader(image, layout.order);
  const std::uint64_t size = layout.is64 ? 24 : 16;  // sizeof(Elfxx_Sym)
  const std::uint64_t info_at = layout.is64 ? 4 : 12;
  const std::uint64_t section_at = layout.is64 ? 6 : 14;
  const std::uint64_t table = file_offset(layout, *symbols);
  const std::uint64_t version_table = file_offset(layout, *versions);
  const std::uint64_t count = symbol_count(reader, layout);
  reader.require(version_table, count * 2, "the symbol version table");
  if (count > reader.size() / size) reader.require(table, UINT64_MAX, "the dynamic symbol table");
  reader.require(table, count * size, "the dynamic symbol table");
  const std::map<std::uint16_t, std::size_t> indices = version_indices(layout);
  std::uint64_t cost = 0;
  for (std::uint64_t i = 1; i < count; ++i) {
    constexpr std::uint8_t stb_weak = 2;
    const std::uint64_t symbol = table + i * size;
    const bool undefined = reader.u16(symbol + section_at, "") == 0;
    if (!undefined || reader.u8(symbol + info_at, "") >> 4 == stb_weak) continue;
    const auto index = indices.find(reader.u16(version_table + i * 2, "") & 0x7FFF);
    if (index == indices.end() || index->second >= artifact.version_needs.size()) continue;
    const std::uint64_t name = layout.strings->offset + reader.u32(symbol, "");
    std::vector<std::string>& symbols_of_need = artifact.version_needs[index->second].symbols;
    symbols_of_need.emplace_back(
        reader.string(name, layout.strings->offset + layout.strings->size, "the name of a symbol"));
    // Before they are all in memory.
    if ((cost += cost_of(symbols_of_need.back())) > most_names(image)) throw too_many_names(image);
  }
}

}  // namespace platlint
