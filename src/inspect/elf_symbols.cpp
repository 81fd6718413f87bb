// SPDX-License-Identifier: Apache-2.0
// Finds the symbols that need each version: .dynsym and .gnu.version, side by side (gABI chapter 4 "Symbol Table"; LSB
// "Symbol Version Table"). The dynamic section does not say how many symbols there are; the hash tables do. All
// undefined symbols come before the first that is hashed. LIEF does not read these: it would need all symbols, with all
// their names, and makes an object of each.
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

// The number of symbols that may be undefined: those before symoffset of DT_GNU_HASH, or all of DT_HASH's nchain.
template <std::endian order>
std::uint64_t symbol_count(const Reader& reader, const ElfLayout& layout) {
  constexpr std::string_view what = "the symbol hash table";
  if (const auto address = layout.dynamic_value(elf::dt_gnu_hash))
    return reader.get<elf::GnuHash<order>>(file_offset(layout, *address), what).symoffset;
  const auto address = layout.dynamic_value(elf::dt_hash);
  return address ? std::uint64_t{reader.get<elf::Hash<order>>(file_offset(layout, *address), what).nchain} : 0;
}

// From a version index (vna_other) to its need, counted as LIEF lists them: in file order.
std::map<std::uint16_t, std::size_t> version_indices(const ElfLayout& layout) {
  std::map<std::uint16_t, std::size_t> indices;
  std::size_t row = 0;
  for (const ElfVersionNeed& need : layout.version_needs) {
    for (const ElfNeededVersion& version : need.versions) indices.emplace(version.index, row++);
  }
  return indices;
}

template <class Elf>
void add_symbols(Artifact& artifact, const Image& image, const ElfLayout& layout, std::uint64_t symbols,
                 std::uint64_t versions) {
  using Sym = typename Elf::Sym;
  using Versym = typename Elf::Half;
  const Reader reader(image);
  const std::uint64_t table = file_offset(layout, symbols);
  const std::uint64_t version_table = file_offset(layout, versions);
  const std::uint64_t count = symbol_count<Elf::order>(reader, layout);
  reader.require_all<Versym>(version_table, count, "the symbol version table");
  reader.require_all<Sym>(table, count, "the dynamic symbol table");
  const std::map<std::uint16_t, std::size_t> indices = version_indices(layout);
  std::uint64_t cost = 0;
  for (std::uint64_t i = 1; i < count; ++i) {
    const auto symbol = reader.get<Sym>(table + i * sizeof(Sym), "the dynamic symbol table");
    if (symbol.st_shndx != elf::shn_undef || symbol.st_info >> 4 == elf::stb_weak) continue;
    const auto version = reader.get<Versym>(version_table + i * sizeof(Versym), "the symbol version table");
    const auto index = indices.find(version & elf::versym_version);
    if (index == indices.end() || index->second >= artifact.version_needs.size()) continue;
    std::vector<std::string>& symbols_of_need = artifact.version_needs[index->second].symbols;
    symbols_of_need.push_back(layout.string(reader, symbol.st_name, "the name of a symbol"));
    // Checked before they are all in memory.
    if ((cost += cost_of(symbols_of_need.back())) > most_names(image)) throw too_many_names(image);
  }
}

}  // namespace

void add_version_symbols(Artifact& artifact, const Image& image, const ElfLayout& layout) {
  const auto symbols = layout.dynamic_value(elf::dt_symtab);
  const auto versions = layout.dynamic_value(elf::dt_versym);
  if (!symbols || !versions || layout.version_needs.empty() || !layout.strings) return;
  elf::with_class(layout.is64, layout.order,
                  [&]<class Elf>(Elf) { add_symbols<Elf>(artifact, image, layout, *symbols, *versions); });
}

}  // namespace platlint
