// SPDX-License-Identifier: Apache-2.0
// The symbol table, <mach-o/nlist.h>, and the export trie, <mach-o/loader.h> (dyld_info_command) and dyld
// MachOAnalyzer.cpp, ExportsTrie: both count, for either may have been stripped.
#include "inspect/macho_symbols.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

namespace platlint {

namespace {

constexpr std::uint32_t symtab_command = 0x2, dyld_info = 0x22, dyld_info_only = 0x80000022, exports_trie = 0x80000033,
                        reexport_dylib = 0x8000001F, id_dylib = 0xD;
constexpr std::uint64_t most_table_bytes = 64 << 20, most_macho_import_bytes = 8 << 20;
constexpr std::uint32_t two_level = 0x80;  // MH_TWOLEVEL

bool is_of_the_system(std::string_view library) {
  return library.starts_with("/usr/lib/") || library.starts_with("/System/");
}

class MachoTables {
 public:
  MachoTables(const Image& image, const MachoLayout& layout, const std::vector<Library>& libraries)
      : image_(image), layout_(layout), libraries_(libraries), reader_(image, layout.order) {}

  std::optional<Symbols> read() {
    Symbols symbols;
    const bool offers = has(id_dylib);
    const bool takes =
        std::any_of(libraries_.begin(), libraries_.end(), [](const Library& it) { return !is_of_the_system(it.name); });
    if (has(reexport_dylib)) return std::nullopt;
    if (!offers && !takes) return symbols;
    read_symbol_table(offers, symbols);
    if (offers) read_trie(symbols.exports);
    std::sort(symbols.exports.begin(), symbols.exports.end());
    symbols.exports.erase(std::unique(symbols.exports.begin(), symbols.exports.end()), symbols.exports.end());
    return symbols;
  }

 private:
  const MachoCommand* find(std::uint32_t kind) const {
    const auto found = std::find_if(layout_.commands.begin(), layout_.commands.end(),
                                    [&](const MachoCommand& command) { return command.kind == kind; });
    return found == layout_.commands.end() ? nullptr : &*found;
  }
  bool has(std::uint32_t kind) const { return find(kind) != nullptr; }

  std::string bytes(std::uint64_t offset, std::uint64_t size) const {
    if (size > most_table_bytes) throw unreadable("its symbol table is too large");
    reader_.require(offset, size, "the symbol table");
    std::string result(static_cast<std::size_t>(size), '\0');
    image_.read(offset, std::as_writable_bytes(std::span(result)));
    return result;
  }

  std::uint32_t number(std::string_view text, std::size_t at, std::size_t width) const {
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < width; ++i) {
      const std::size_t from = layout_.order == std::endian::big ? i : width - 1 - i;
      value = value << 8 | static_cast<unsigned char>(text[at + from]);
    }
    return value;
  }

  // nlist: n_strx, n_type (N_STAB 0xe0, N_PEXT 0x10, N_TYPE 0x0e, N_EXT 0x01), n_sect, n_desc, n_value.
  void read_symbol_table(bool offers, Symbols& symbols) const {
    const MachoCommand* const command = find(symtab_command);
    if (command == nullptr) return;
    const std::uint64_t entry = layout_.is64 ? 16 : 12;
    const std::uint64_t count = reader_.u32(command->offset + 12, "");
    const std::string table = bytes(reader_.u32(command->offset + 8, ""), count * entry);
    const std::string names = bytes(reader_.u32(command->offset + 16, ""), reader_.u32(command->offset + 20, ""));
    const bool is_two_level = (reader_.u32(24, "") & two_level) != 0;
    std::uint64_t cost = 0;
    for (std::size_t at = 0; at < table.size(); at += entry) {
      const auto type = static_cast<unsigned char>(table[at + 4]);
      const bool external = (type & 0xE0) == 0 && (type & 0x01) != 0;
      const std::uint32_t start = number(table, at, 4);
      if (!external || start >= names.size()) continue;
      const std::string_view rest = std::string_view(names).substr(start);
      const std::string_view name = rest.substr(0, rest.find('\0'));
      const bool undefined = (type & 0x0E) == 0;
      if (!undefined && offers && (type & 0x10) == 0) symbols.exports.push_back(symbol_hash(name));
      if (!undefined || !is_two_level) continue;
      const Library* const library = owner(number(table, at + 6, 2));
      if (library == nullptr || name == "dyld_stub_binder") continue;  // dyld's own
      symbols.imports.push_back({std::string(name), library->name});
      if ((cost += name.size() + sizeof(Import)) > most_macho_import_bytes) throw too_many_names(image_);
    }
  }

  // Null: nobody who must have it. N_WEAK_REF 0x40, N_REF_TO_WEAK 0x80; the library's number is in the upper byte.
  const Library* owner(std::uint32_t description) const {
    const std::size_t ordinal = description >> 8;
    if ((description & 0xC0) != 0 || ordinal == 0 || ordinal > libraries_.size()) return nullptr;
    const Library& library = libraries_[ordinal - 1];
    return library.weak || is_of_the_system(library.name) ? nullptr : &library;
  }

  FileRange trie() const {
    if (const MachoCommand* const command = find(exports_trie))
      return {reader_.u32(command->offset + 8, ""), reader_.u32(command->offset + 12, "")};
    for (const std::uint32_t kind : {dyld_info, dyld_info_only}) {
      if (const MachoCommand* const command = find(kind))
        return {reader_.u32(command->offset + 40, ""), reader_.u32(command->offset + 44, "")};
    }
    return {};
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

  // A node: the size of what it says of a symbol (0: it is none), then its children, each with a piece of a name.
  void read_trie(std::vector<std::uint32_t>& hashes) const {
    const FileRange range = trie();
    if (range.size == 0) return;
    const std::string all = bytes(range.offset, range.size);
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
