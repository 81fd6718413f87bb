// SPDX-License-Identifier: Apache-2.0
// Reads .dynsym as a loader does, by the hash tables that a loader looks names up in (gABI chapter 5, "Hash Table"; for
// DT_GNU_HASH glibc elf/dl-lookup.c and binutils bfd/elflink.c). A hash table of the GNU kind holds the hashes
// themselves, so the names of defined symbols need not be read.
#include "inspect/elf_dynsym.hpp"

#include <algorithm>
#include <map>
#include <string>
#include <string_view>

namespace platlint {

namespace {

constexpr std::uint64_t most_symbols = 1 << 20;  // libtorch_cpu.so 2.5, one of the largest, has a tenth of it
constexpr std::uint64_t most_import_bytes = 8 << 20, most_export_bytes = 64 << 20;

template <class Elf>
class Table {
 public:
  Table(const Image& image, const ElfLayout& layout) : layout_(layout), reader_(image), image_(image) {}

  bool read_header() {
    const auto symbols = layout_.dynamic_value(elf::dt_symtab);
    if (!symbols || !layout_.strings) return false;
    at_ = offset(*symbols);
    if (const auto versions = layout_.dynamic_value(elf::dt_versym)) versions_ = offset(*versions);
    return true;
  }

  /// The symbols that other files can look up here: sorted hashes.
  std::vector<std::uint32_t> exports();
  /// Call it after `exports`, which finds out how many there are.
  std::vector<Import> imports(const Artifact& artifact) const;

 private:
  using Sym = typename Elf::Sym;
  using Word = typename Elf::Word;
  using Half = typename Elf::Half;

  std::uint64_t offset(std::uint64_t address) const { return layout_.in_file(address, 1, "a symbol table").offset; }
  Sym symbol(std::uint64_t index) const { return reader_.get<Sym>(at_ + index * sizeof(Sym), symbol_table); }
  std::string name(const Sym& symbol) const { return layout_.string(reader_, symbol.st_name, "the name of a symbol"); }
  static bool is_undefined(const Sym& symbol) { return symbol.st_shndx == elf::shn_undef; }
  void require(std::uint64_t count) const {
    if (count > most_symbols) throw unreadable("it has " + std::to_string(count) + " symbols");
    reader_.require_all<Sym>(at_, count, symbol_table);
  }
  std::vector<Word> words(std::uint64_t offset, std::uint64_t count) const {
    if (count > most_symbols) throw unreadable("a hash table has " + std::to_string(count) + " words");
    return reader_.get_all<Word>(offset, count, hash_table);
  }
  std::vector<std::uint32_t> gnu_hashes(std::uint64_t table);
  std::vector<std::uint32_t> named_hashes(std::uint64_t table);

  static constexpr std::string_view symbol_table = "the dynamic symbol table", hash_table = "the symbol hash table";
  const ElfLayout& layout_;
  const Reader reader_;
  const Image& image_;
  std::uint64_t at_ = 0;
  std::optional<std::uint64_t> versions_;
  std::uint64_t undefined_end_ = 0;  // the end of the symbols that may be undefined
};

// The bloom filter has words of the class's size. Then come the buckets, and one chain word per symbol.
template <class Elf>
std::vector<std::uint32_t> Table<Elf>::gnu_hashes(std::uint64_t table) {
  using Header = elf::GnuHash<Elf::order>;
  const auto header = reader_.get<Header>(table, hash_table);
  const std::uint64_t word = layout_.is64 ? 8 : 4;
  const std::uint64_t buckets_at = table + sizeof(Header) + header.bloom_size * word;
  const std::vector<Word> buckets = words(buckets_at, header.nbuckets);
  const std::uint64_t first = header.symoffset;
  const std::uint64_t last = buckets.empty() ? 0 : std::uint64_t{*std::max_element(buckets.begin(), buckets.end())};
  if (last < first) {
    // No symbol is defined, and the linker writes 1 (bfd/elflink.c). It puts the names behind the symbols.
    const std::uint64_t strings = layout_.strings->offset;
    undefined_end_ = strings > at_ ? (strings - at_) / sizeof(Sym) : 0;
    return {};
  }
  undefined_end_ = first;
  const std::uint64_t chains = buckets_at + buckets.size() * sizeof(Word);
  std::uint64_t end = last;  // the end of the last bucket's chain
  while ((reader_.get<Word>(chains + (end - first) * sizeof(Word), hash_table) & 1U) == 0) {
    if (++end - last > most_symbols) throw unreadable("a chain of its symbol hash table has no end");
  }
  const std::vector<Word> chain = words(chains, end - first + 1);
  std::vector<std::uint32_t> hashes(chain.size());
  std::transform(chain.begin(), chain.end(), hashes.begin(), [](const Word& hash) { return hash >> 1U; });
  return hashes;
}

// There are as many chain words as symbols.
template <class Elf>
std::vector<std::uint32_t> Table<Elf>::named_hashes(std::uint64_t table) {
  undefined_end_ = reader_.get<elf::Hash<Elf::order>>(table, hash_table).nchain;
  require(undefined_end_);
  std::vector<std::uint32_t> hashes;
  std::uint64_t bytes = 0;
  for (std::uint64_t i = 1; i < undefined_end_; ++i) {
    const Sym it = symbol(i);
    if (is_undefined(it)) continue;
    const std::string text = name(it);
    hashes.push_back(symbol_hash(text));
    if ((bytes += text.size()) > most_export_bytes) throw too_many_names(image_);
  }
  return hashes;
}

template <class Elf>
std::vector<std::uint32_t> Table<Elf>::exports() {
  std::vector<std::uint32_t> hashes;
  if (const auto table = layout_.dynamic_value(elf::dt_gnu_hash)) {
    hashes = gnu_hashes(offset(*table));
  } else if (const auto named = layout_.dynamic_value(elf::dt_hash)) {
    hashes = named_hashes(offset(*named));
  }
  require(undefined_end_);
  std::sort(hashes.begin(), hashes.end());
  hashes.erase(std::unique(hashes.begin(), hashes.end()), hashes.end());
  return hashes;
}

// The needed library that each version index (vna_other) belongs to.
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

// Other rules judge these by their versions. In most files, most symbols are of this kind.
bool is_of_the_toolchain(std::string_view library) {
  for (const std::string_view start : {"libc.so", "libm.so", "libpthread.so", "libdl.so", "librt.so", "libutil.so",
                                       "ld-linux", "ld64.so", "libgcc_s.so", "libstdc++.so"}) {
    if (library.starts_with(start)) return true;
  }
  return false;
}

template <class Elf>
std::vector<Import> Table<Elf>::imports(const Artifact& artifact) const {
  const auto libraries = libraries_of_versions(layout_, artifact);
  std::vector<Import> result;
  std::uint64_t cost = 0;
  for (std::uint64_t i = 1; i < undefined_end_; ++i) {
    const Sym it = symbol(i);
    if (!is_undefined(it) || it.st_info >> 4 == elf::stb_weak || it.st_name == 0) continue;
    const auto version =
        versions_ ? libraries.find(reader_.get<Half>(*versions_ + i * sizeof(Half), "a version") & elf::versym_version)
                  : libraries.end();
    const std::string_view library = version == libraries.end() ? std::string_view{} : version->second;
    if (is_of_the_toolchain(library)) continue;
    result.push_back({name(it), std::string(library)});
    if ((cost += result.back().name.size() + sizeof(Import)) > most_import_bytes) throw too_many_names(image_);
  }
  return result;
}

template <class Elf>
std::optional<Symbols> read_table(const Image& image, const ElfLayout& layout, const Artifact& artifact) {
  Table<Elf> table(image, layout);
  if (!table.read_header()) return std::nullopt;
  Symbols symbols;
  symbols.exports = table.exports();
  symbols.imports = table.imports(artifact);
  return symbols;
}

}  // namespace

std::optional<Symbols> read_symbols(const Image& image, const ElfLayout& layout, const Artifact& artifact) {
  try {
    return elf::with_class(layout.is64, layout.order,
                           [&]<class Elf>(Elf) { return read_table<Elf>(image, layout, artifact); });
  } catch (const Broken&) {
    return std::nullopt;
  }
}

}  // namespace platlint
