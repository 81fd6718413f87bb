// SPDX-License-Identifier: Apache-2.0
// .dynsym as a loader sees it, by the hash tables that a loader looks names up in (gABI chapter 5, "Hash Table"; for
// DT_GNU_HASH glibc elf/dl-lookup.c and binutils bfd/elflink.c). A hash table of the GNU kind holds the hashes
// themselves, so that no defined name need be read.
#include "inspect/elf_dynsym.hpp"

#include <algorithm>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace platlint {

namespace {

constexpr std::uint64_t most_symbols = 1 << 20;  // of libtorch_cpu.so 2.5, one of the largest, a tenth
constexpr std::uint64_t most_import_bytes = 8 << 20, most_export_bytes = 64 << 20;
constexpr std::uint8_t stb_weak = 2;

struct Symbol {
  std::uint32_t name = 0;  // st_name
  std::uint8_t info = 0;   // st_info
  std::uint16_t section = 0;

  bool undefined() const { return section == 0; }
  bool weak() const { return info >> 4 == stb_weak; }
};

class Table {
 public:
  Table(const Image& image, const ElfLayout& layout) : layout_(layout), reader_(image, layout.order), image_(image) {}

  bool read_header() {
    const auto symbols = layout_.dynamic_value(dt_symtab);
    if (!symbols || !layout_.strings) return false;
    at_ = offset(*symbols);
    if (const auto versions = layout_.dynamic_value(dt_versym)) versions_ = offset(*versions);
    return true;
  }

  /// What a loader can be asked for: sorted hashes.
  std::vector<std::uint32_t> exports();
  /// Behind `exports`, which finds out how many there are.
  std::vector<Import> imports(const Artifact& artifact) const;

 private:
  std::uint64_t offset(std::uint64_t address) const { return layout_.in_file(address, 1, "a symbol table").offset; }
  std::uint64_t entry_size() const { return layout_.is64 ? 24 : 16; }  // sizeof(Elfxx_Sym)
  Symbol symbol(std::uint64_t index) const;
  std::string name(const Symbol& symbol) const {
    const std::uint64_t start = layout_.strings->offset;
    return reader_.string(start + symbol.name, start + layout_.strings->size, "the name of a symbol");
  }
  void require(std::uint64_t count) const {
    if (count > most_symbols) throw unreadable("it has " + std::to_string(count) + " symbols");
    reader_.require(at_, count * entry_size(), "the dynamic symbol table");
  }
  std::vector<std::uint32_t> words(std::uint64_t offset, std::uint64_t count) const;
  std::vector<std::uint32_t> gnu_hashes(std::uint64_t table);
  std::vector<std::uint32_t> named_hashes(std::uint64_t table);

  const ElfLayout& layout_;
  const Reader reader_;
  const Image& image_;
  std::uint64_t at_ = 0;
  std::optional<std::uint64_t> versions_;
  std::uint64_t undefined_end_ = 0;  // behind the last symbol that may be undefined
};

Symbol Table::symbol(std::uint64_t index) const {
  const std::uint64_t at = at_ + index * entry_size();
  const std::uint64_t info = layout_.is64 ? 4 : 12, section = layout_.is64 ? 6 : 14;
  return {reader_.u32(at, "st_name"), reader_.u8(at + info, "st_info"), reader_.u16(at + section, "st_shndx")};
}

std::vector<std::uint32_t> Table::words(std::uint64_t offset, std::uint64_t count) const {
  if (count > most_symbols) throw unreadable("a hash table has " + std::to_string(count) + " words");
  reader_.require(offset, count * 4, "the symbol hash table");
  std::vector<std::uint32_t> result(static_cast<std::size_t>(count));
  image_.read(offset, std::as_writable_bytes(std::span(result)));
  if (layout_.order != std::endian::native) {
    for (std::uint32_t& word : result) word = word >> 24 | (word >> 8 & 0xFF00U) | (word & 0xFF00U) << 8 | word << 24;
  }
  return result;
}

// nbuckets, symoffset, bloom_size, bloom_shift; the bloom filter in words of the class; buckets; a chain word a symbol.
std::vector<std::uint32_t> Table::gnu_hashes(std::uint64_t table) {
  const std::vector<std::uint32_t> header = words(table, 4);
  const std::uint64_t buckets_at = table + 16 + std::uint64_t{header[2]} * (layout_.is64 ? 8 : 4);
  const std::vector<std::uint32_t> buckets = words(buckets_at, header[0]);
  const std::uint64_t first = header[1];
  const std::uint64_t last = buckets.empty() ? 0 : *std::max_element(buckets.begin(), buckets.end());
  if (last < first) {
    // None is defined, and the linker says 1 (bfd/elflink.c). It puts the names behind the symbols.
    const std::uint64_t strings = layout_.strings->offset;
    undefined_end_ = strings > at_ ? (strings - at_) / entry_size() : 0;
    return {};
  }
  undefined_end_ = first;
  const std::uint64_t chains = buckets_at + std::uint64_t{header[0]} * 4;
  std::uint64_t end = last;  // of the chain of the last bucket
  while ((reader_.u32(chains + (end - first) * 4, "the symbol hash table") & 1U) == 0) {
    if (++end - last > most_symbols) throw unreadable("a chain of its symbol hash table has no end");
  }
  std::vector<std::uint32_t> hashes = words(chains, end - first + 1);
  for (std::uint32_t& hash : hashes) hash >>= 1U;
  return hashes;
}

// nbucket, nchain: as many chain words as symbols.
std::vector<std::uint32_t> Table::named_hashes(std::uint64_t table) {
  undefined_end_ = words(table, 2)[1];
  require(undefined_end_);
  std::vector<std::uint32_t> hashes;
  std::uint64_t bytes = 0;
  for (std::uint64_t i = 1; i < undefined_end_; ++i) {
    const Symbol it = symbol(i);
    if (it.undefined()) continue;
    const std::string text = name(it);
    hashes.push_back(symbol_hash(text));
    if ((bytes += text.size()) > most_export_bytes) throw too_many_names(image_);
  }
  return hashes;
}

std::vector<std::uint32_t> Table::exports() {
  std::vector<std::uint32_t> hashes;
  if (const auto table = layout_.dynamic_value(dt_gnu_hash)) {
    hashes = gnu_hashes(offset(*table));
  } else if (const auto named = layout_.dynamic_value(dt_hash)) {
    hashes = named_hashes(offset(*named));
  }
  require(undefined_end_);
  std::sort(hashes.begin(), hashes.end());
  hashes.erase(std::unique(hashes.begin(), hashes.end()), hashes.end());
  return hashes;
}

// Which needed library each version index (vna_other) is of.
std::map<std::uint16_t, std::string_view> libraries_of_versions(const ElfLayout& layout, const Artifact& artifact) {
  std::map<std::uint16_t, std::string_view> libraries;
  std::size_t row = 0;
  for (const ElfVersionNeed& need : layout.version_needs) {
    for (const ElfNeededVersion& version : need.versions) {
      if (row < artifact.version_needs.size()) libraries.emplace(version.index, artifact.version_needs[row].library);
      ++row;
    }
  }
  return libraries;
}

// Other rules judge these by their versions; they are most symbols of most files.
bool is_of_the_toolchain(std::string_view library) {
  for (const std::string_view start : {"libc.so", "libm.so", "libpthread.so", "libdl.so", "librt.so", "libutil.so",
                                       "ld-linux", "ld64.so", "libgcc_s.so", "libstdc++.so"}) {
    if (library.starts_with(start)) return true;
  }
  return false;
}

std::vector<Import> Table::imports(const Artifact& artifact) const {
  const auto libraries = libraries_of_versions(layout_, artifact);
  std::vector<Import> result;
  std::uint64_t cost = 0;
  for (std::uint64_t i = 1; i < undefined_end_; ++i) {
    const Symbol it = symbol(i);
    if (!it.undefined() || it.weak() || it.name == 0) continue;
    const auto version =
        versions_ ? libraries.find(reader_.u16(*versions_ + i * 2, "a version") & 0x7FFF) : libraries.end();
    const std::string_view library = version == libraries.end() ? std::string_view{} : version->second;
    if (is_of_the_toolchain(library)) continue;
    result.push_back({name(it), std::string(library)});
    if ((cost += result.back().name.size() + sizeof(Import)) > most_import_bytes) throw too_many_names(image_);
  }
  return result;
}

}  // namespace

std::optional<Symbols> read_symbols(const Image& image, const ElfLayout& layout, const Artifact& artifact) {
  try {
    Table table(image, layout);
    if (!table.read_header()) return std::nullopt;
    Symbols symbols;
    symbols.exports = table.exports();
    symbols.imports = table.imports(artifact);
    return symbols;
  } catch (const Broken&) {
    return std::nullopt;
  }
}

}  // namespace platlint
