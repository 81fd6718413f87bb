// SPDX-License-Identifier: Apache-2.0
// The symbol table, <mach-o/nlist.h>, and the export trie, <mach-o/loader.h> (dyld_info_command) and dyld
// MachOAnalyzer.cpp, ExportsTrie. Both are read, because either may have been stripped.
#include "inspect/macho_symbols.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

namespace platlint {

namespace {

constexpr std::uint64_t most_table_bytes = 64 << 20, most_macho_import_bytes = 8 << 20;

bool is_of_the_system(std::string_view library) {
  return library.starts_with("/usr/lib/") || library.starts_with("/System/");
}

class MachoTables {
 public:
  MachoTables(const Image& image, const MachoLayout& layout, const std::vector<Library>& libraries)
      : image_(image), layout_(layout), libraries_(libraries), reader_(image) {}

  std::optional<Symbols> read() {
    Symbols symbols;
    const bool offers = layout_.has(macho::lc_id_dylib);
    const bool takes =
        std::any_of(libraries_.begin(), libraries_.end(), [](const Library& it) { return !is_of_the_system(it.name); });
    if (layout_.has(macho::lc_reexport_dylib)) return std::nullopt;
    if (!offers && !takes) return symbols;
    read_symbol_table(offers, symbols);
    if (offers) read_trie(symbols.exports);
    std::sort(symbols.exports.begin(), symbols.exports.end());
    symbols.exports.erase(std::unique(symbols.exports.begin(), symbols.exports.end()), symbols.exports.end());
    return symbols;
  }

 private:
  void require(const FileRange& table) const {
    if (table.size > most_table_bytes) throw unreadable("its symbol table is too large");
    reader_.require(table.offset, table.size, "the symbol table");
  }

  std::string bytes(const FileRange& table) const {
    require(table);
    std::string result(static_cast<std::size_t>(table.size), '\0');
    image_.read(table.offset, std::as_writable_bytes(std::span(result)));
    return result;
  }

  void read_symbol_table(bool offers, Symbols& symbols) const {
    if (!layout_.symbols) return;
    with_order(layout_.order, [&](auto order) {
      return layout_.is64 ? read_symbols<macho::Nlist64<order>>(*layout_.symbols, offers, symbols)
                          : read_symbols<macho::Nlist<order>>(*layout_.symbols, offers, symbols);
    });
  }

  template <class Symbol>
  void read_symbols(const MachoSymbolTable& table, bool offers, Symbols& symbols) const {
    require(table.symbols);
    const auto all =
        reader_.get_all<Symbol>(table.symbols.offset, table.symbols.size / sizeof(Symbol), "the symbol table");
    const std::string names = bytes(table.names);
    const bool is_two_level = (layout_.flags & macho::mh_twolevel) != 0;
    std::uint64_t cost = 0;
    for (const Symbol& symbol : all) {
      const bool external = (symbol.n_type & macho::n_stab) == 0 && (symbol.n_type & macho::n_ext) != 0;
      if (!external || symbol.n_strx >= names.size()) continue;
      const std::string_view rest = std::string_view(names).substr(symbol.n_strx);
      const std::string_view name = rest.substr(0, rest.find('\0'));
      const bool undefined = (symbol.n_type & macho::n_type_mask) == 0;
      if (!undefined && offers && (symbol.n_type & macho::n_pext) == 0) symbols.exports.push_back(symbol_hash(name));
      if (!undefined || !is_two_level) continue;
      const Library* const library = owner(symbol.n_desc);
      if (library == nullptr || name == "dyld_stub_binder") continue;  // dyld's own
      symbols.imports.push_back({std::string(name), library->name});
      if ((cost += name.size() + sizeof(Import)) > most_macho_import_bytes) throw too_many_names(image_);
    }
  }

  // Null if no library must have the symbol.
  const Library* owner(std::uint16_t description) const {
    const std::size_t ordinal = description >> 8;
    const bool weak = (description & (macho::n_weak_ref | macho::n_ref_to_weak)) != 0;
    if (weak || ordinal == 0 || ordinal > libraries_.size()) return nullptr;
    const Library& library = libraries_[ordinal - 1];
    return library.weak || is_of_the_system(library.name) ? nullptr : &library;
  }

  static std::uint64_t uleb128(std::string_view text, std::size_t& at) {
    std::uint64_t value = 0;
    for (unsigned shift = 0; at < text.size() && shift < 63; shift += 7) {
      const auto byte = static_cast<unsigned char>(text[at++]);
      value |= std::uint64_t{byte & 0x7FU} << shift;
      if ((byte & 0x80) == 0) return value;
    }
    throw unreadable("its export trie is damaged");
  }

  struct Node {
    std::size_t at;
    std::string name;
  };

  // A node: the size of its data on a symbol (0 if it is not a symbol), then its children, each with a piece of a name.
  void read_trie(std::vector<std::uint32_t>& hashes) const {
    const FileRange range = layout_.exports_trie.value_or(layout_.dyld_exports.value_or(FileRange{}));
    if (range.size == 0) return;
    const std::string all = bytes(range);
    std::vector<Node> waiting{{0, ""}};
    std::uint64_t cost = 0;
    while (!waiting.empty()) {
      Node node = std::move(waiting.back());
      waiting.pop_back();
      if ((cost += node.name.size() + sizeof(Node)) > most_table_bytes)
        throw unreadable("its export trie is too large");
      std::size_t at = node.at;
      const std::uint64_t size = uleb128(all, at);
      if (size != 0) hashes.push_back(symbol_hash(node.name));
      if (size >= all.size() - at) throw unreadable("its export trie is damaged");
      at += static_cast<std::size_t>(size);
      const auto children = static_cast<unsigned char>(all[at++]);
      for (unsigned i = 0; i < children; ++i) {
        const std::size_t end = all.find('\0', at);
        if (end == std::string::npos) throw unreadable("its export trie is damaged");
        std::string name = node.name + all.substr(at, end - at);
        at = end + 1;
        const std::uint64_t child = uleb128(all, at);
        if (child >= all.size()) throw unreadable("its export trie is damaged");
        waiting.push_back({static_cast<std::size_t>(child), std::move(name)});
      }
    }
  }

  const Image& image_;
  const MachoLayout& layout_;
  const std::vector<Library>& libraries_;
  const Reader reader_;
};

}  // namespace

std::optional<Symbols> read_macho_symbols(const Image& image, const MachoLayout& layout,
                                          const std::vector<Library>& libraries) {
  try {
    return MachoTables(image, layout, libraries).read();
  } catch (const Broken&) {
    return std::nullopt;
  }
}

}  // namespace platlint
