// SPDX-License-Identifier: Apache-2.0
#include "inspect/macho_layout.hpp"

#include <algorithm>
#include <array>

#include "inspect/writer.hpp"

namespace platlint {

namespace {

// Commands of type linkedit_data_command that need no check of their own.
constexpr std::array link_edit{
    macho::lc_segment_split_info,  macho::lc_function_starts,          macho::lc_data_in_code,
    macho::lc_dylib_code_sign_drs, macho::lc_linker_optimization_hint,
};

constexpr std::array libraries{macho::lc_load_dylib, macho::lc_load_weak_dylib, macho::lc_reexport_dylib,
                               macho::lc_lazy_load_dylib, macho::lc_load_upward_dylib};
constexpr std::array other_strings{macho::lc_id_dylib, macho::lc_load_dylinker, macho::lc_rpath};
constexpr std::array minimum_versions{macho::lc_version_min_macosx, macho::lc_version_min_iphoneos,
                                      macho::lc_version_min_tvos, macho::lc_version_min_watchos};

template <class Table>
bool contains(const Table& table, std::uint32_t kind) {
  return std::find(table.begin(), table.end(), kind) != table.end();
}

bool has_string(std::uint32_t kind) {
  return contains(libraries, kind) || contains(other_strings, kind);
}

// Real files have fewer than 100.
constexpr std::uint32_t most_commands = 16384;

template <std::endian order>
class MachoReader {
 public:
  MachoReader(const Reader& reader, bool is64) : reader_(reader) {
    layout_.is64 = is64;
    layout_.order = order;
  }

  MachoLayout read() {
    const std::uint64_t size = layout_.is64 ? sizeof(macho::MachHeader64<order>) : sizeof(macho::MachHeader<order>);
    reader_.require(0, size, "the Mach-O header");
    const auto header = reader_.get<macho::MachHeader<order>>(0, "the Mach-O header");
    layout_.flags = header.flags;
    const std::uint64_t end = size + header.sizeofcmds;
    reader_.require(0, end, "the load command table");
    if (header.ncmds > most_commands) throw unreadable("too many load commands");
    std::uint64_t at = size;
    for (std::uint32_t i = 0; i < header.ncmds; ++i) {
      using Command = macho::LoadCommand<order>;
      if (end - at < sizeof(Command)) throw unreadable("load commands run past their table");
      const auto command = reader_.get<Command>(at, "a load command");
      if (command.cmdsize < sizeof(Command) || command.cmdsize % 4 != 0 || command.cmdsize > end - at)
        throw unreadable("a load command of impossible size");
      layout_.commands.push_back({command.cmd, at, command.cmdsize});
      read(layout_.commands.back());
      at += command.cmdsize;
    }
    return std::move(layout_);
  }

 private:
  void read(const MachoCommand& command) {
    switch (command.kind) {
      case macho::lc_segment:
        return check_segment<macho::SegmentCommand<order>>(command);
      case macho::lc_segment_64:
        return check_segment<macho::SegmentCommand64<order>>(command);
      case macho::lc_symtab:
        return layout_.is64 ? read_symbols<macho::Nlist64<order>>(command) : read_symbols<macho::Nlist<order>>(command);
      case macho::lc_dyld_info:
      case macho::lc_dyld_info_only:
        return read_dyld_info(command);
      case macho::lc_dyld_exports_trie:
        return keep(layout_.exports_trie, read_data(command, "link-edit data"));
      case macho::lc_code_signature:
        return read_signature(command);
      case macho::lc_dyld_chained_fixups:
        return check_fixups(command);
      case macho::lc_build_version:
        return static_cast<void>(get<macho::BuildVersionCommand<order>>(command));
      default:
        break;
    }
    if (contains(link_edit, command.kind)) read_data(command, "link-edit data");
    if (has_string(command.kind)) check_string(command);
    if (contains(minimum_versions, command.kind)) get<macho::VersionMinCommand<order>>(command);
  }

  template <class Command>
  Command get(const MachoCommand& command) const {
    if (command.size < sizeof(Command)) throw unreadable("a load command is smaller than its kind demands");
    return reader_.get<Command>(command.offset, "a load command");
  }

  template <class Kept>
  static void keep(std::optional<Kept>& first, const Kept& found) {
    if (!first) first = found;
  }

  FileRange proven(const FileRange& range, std::string_view what) const {
    if (range.size != 0) reader_.require(range.offset, range.size, what);
    return range;
  }

  FileRange read_data(const MachoCommand& command, std::string_view what) const {
    const auto named = get<macho::LinkeditDataCommand<order>>(command);
    return proven({named.dataoff, named.datasize}, what);
  }

  bool begins_with_zeros(const FileRange& range, std::uint64_t count) const {
    return range.size >= count && reader_.is_zero(range.offset, count);
  }

  // A signature begins with the magic of a blob, big-endian in every file (<Security/CSCommon.h>: kSecCodeMagic).
  void read_signature(const MachoCommand& command) {
    const FileRange signature = read_data(command, "the code signature");
    if (begins_with_zeros(signature, 4)) throw truncated("the code signature is zeros");
    keep(layout_.signature, signature);
  }

  // dyld_chained_fixups_header, <mach-o/fixup-chains.h>: the offset of the chain starts is never 0.
  void check_fixups(const MachoCommand& command) const {
    if (begins_with_zeros(read_data(command, "the chained fixups"), 8)) throw truncated("the chained fixups are zeros");
  }

  template <class Segment>
  void check_segment(const MachoCommand& command) const {
    const auto segment = get<Segment>(command);
    proven({segment.fileoff, segment.filesize}, "a segment");
  }

  template <class Symbol>
  void read_symbols(const MachoCommand& command) {
    const auto named = get<macho::SymtabCommand<order>>(command);
    const MachoSymbolTable table{{named.symoff, named.nsyms * std::uint64_t{sizeof(Symbol)}},
                                 {named.stroff, named.strsize}};
    proven(table.symbols, "the symbol table");
    proven(table.names, "the symbol string table");
    if (named.nsyms != 0) check_last_symbol<Symbol>(table);
    keep(layout_.symbols, table);
  }

  // Symbols that come from libraries are at the end of the symbol table (<mach-o/loader.h>, dysymtab_command), and are
  // found by name.
  template <class Symbol>
  void check_last_symbol(const MachoSymbolTable& table) const {
    const std::uint64_t last = table.symbols.offset + table.symbols.size - sizeof(Symbol);
    if (reader_.is_zero(last, sizeof(Symbol))) throw truncated("the symbol table ends in zeros");
    const auto symbol = reader_.get<Symbol>(last, "the symbol table");
    const bool is_taken = (symbol.n_type & ~macho::n_pext) == macho::n_ext;
    if (is_taken && symbol.n_strx < table.names.size &&
        reader_.get<char>(table.names.offset + symbol.n_strx, "the name of a symbol") == '\0')
      throw truncated("the names of the symbols are zeros");
  }

  void read_dyld_info(const MachoCommand& command) {
    const auto info = get<macho::DyldInfoCommand<order>>(command);
    const std::string_view what = "dyld information";
    proven({info.rebase_off, info.rebase_size}, what);
    proven({info.bind_off, info.bind_size}, what);
    proven({info.weak_bind_off, info.weak_bind_size}, what);
    proven({info.lazy_bind_off, info.lazy_bind_size}, what);
    keep(layout_.dyld_exports, proven({info.export_off, info.export_size}, what));
  }

  // lc_str: an offset from the command's start; a NUL inside the command ends it.
  void check_string(const MachoCommand& command) const {
    const std::uint32_t at = get<macho::PathCommand<order>>(command).path;
    reader_.string(command.offset + at, command.offset + command.size, "the name in a load command");
  }

  const Reader& reader_;
  MachoLayout layout_;
};

}  // namespace

std::size_t MachoLayout::library_count() const {
  return static_cast<std::size_t>(std::count_if(
      commands.begin(), commands.end(), [](const MachoCommand& command) { return contains(libraries, command.kind); }));
}

bool MachoLayout::has(std::uint32_t kind) const {
  return std::any_of(commands.begin(), commands.end(), [&](const MachoCommand& it) { return it.kind == kind; });
}

bool is_loader_command(std::uint32_t kind) {
  return has_string(kind) || contains(minimum_versions, kind) || kind == macho::lc_build_version;
}

MachoLayout read_macho_layout(const Image& image) {
  const Reader reader(image);
  const std::uint32_t magic = reader.get<macho::Big32>(0, "the Mach-O header");
  const bool is_little = magic == macho::mh_cigam || magic == macho::mh_cigam_64;
  const bool is64 = magic == macho::mh_magic_64 || magic == macho::mh_cigam_64;
  return with_order(is_little ? std::endian::little : std::endian::big,
                    [&](auto order) { return MachoReader<order>(reader, is64).read(); });
}

namespace {

// LIEF does not swap bytes in Mach-O, so the excerpt is always little-endian. The words of a command are rewritten one
// by one; the rest of it (the string) is copied.
template <std::endian order>
class Excerpt {
 public:
  explicit Excerpt(const Image& image) : reader_(image) {}

  std::vector<std::uint8_t> write(const MachoLayout& layout) {
    using Header = macho::MachHeader<std::endian::little>;
    const std::uint64_t header = layout.is64 ? sizeof(macho::MachHeader64<order>) : sizeof(Header);
    copy_words(0, header, "the Mach-O header");
    std::uint32_t count = 0;
    for (const MachoCommand& command : layout.commands) {
      if (!is_loader_command(command.kind)) continue;
      copy(command);
      ++count;
    }
    out_.patch(offsetof(Header, ncmds), U32<std::endian::little>(count));
    out_.patch(offsetof(Header, sizeofcmds), U32<std::endian::little>(out_.size() - header));
    return out_.take();
  }

 private:
  void copy_words(std::uint64_t at, std::uint64_t size, std::string_view what) {
    for (const U32<order>& word : reader_.get_all<U32<order>>(at, size / 4, what))
      out_.put(U32<std::endian::little>(word));
  }

  void copy(const MachoCommand& command) {
    const bool is_dylib = contains(libraries, command.kind) || command.kind == macho::lc_id_dylib;
    const std::uint64_t words = is_dylib                   ? sizeof(macho::DylibCommand<order>)
                                : has_string(command.kind) ? sizeof(macho::PathCommand<order>)
                                                           : command.size;
    const std::uint64_t fixed = std::min<std::uint64_t>(command.size, words);
    copy_words(command.offset, fixed, "a load command");
    out_.text(reader_.text(command.offset + fixed, command.size - fixed, "a load command"));
  }

  Reader reader_;
  Writer out_;
};

}  // namespace

std::vector<std::uint8_t> macho_excerpt(const Image& image, const MachoLayout& layout) {
  return with_order(layout.order, [&](auto order) { return Excerpt<order>(image).write(layout); });
}

}  // namespace platlint
