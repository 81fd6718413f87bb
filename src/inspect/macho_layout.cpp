// SPDX-License-Identifier: Apache-2.0
#include "inspect/macho_layout.hpp"

#include <algorithm>
#include <array>

#include "inspect/writer.hpp"

namespace platlint {

namespace {

constexpr std::uint32_t lc_segment = 0x1, lc_symtab = 0x2, lc_load_dylib = 0xC, lc_id_dylib = 0xD,
                        lc_load_dylinker = 0xE, lc_load_weak_dylib = 0x80000018, lc_segment_64 = 0x19,
                        lc_rpath = 0x8000001C, lc_reexport_dylib = 0x8000001F, lc_lazy_load_dylib = 0x20,
                        lc_code_signature = 0x1D, lc_dyld_chained_fixups = 0x80000034, lc_dyld_info = 0x22,
                        lc_dyld_info_only = 0x80000022, lc_version_min_macosx = 0x24, lc_version_min_iphoneos = 0x25,
                        lc_load_upward_dylib = 0x80000023, lc_version_min_tvos = 0x2F, lc_version_min_watchos = 0x30,
                        lc_build_version = 0x32;

// Commands of type linkedit_data_command: a data offset and size at 8 and 12.
constexpr std::array<std::uint32_t, 8> link_edit{
    lc_code_signature,
    0x1E,        // LC_SEGMENT_SPLIT_INFO
    0x26,        // LC_FUNCTION_STARTS
    0x29,        // LC_DATA_IN_CODE
    0x2B,        // LC_DYLIB_CODE_SIGN_DRS
    0x2E,        // LC_LINKER_OPTIMIZATION_HINT
    0x80000033,  // LC_DYLD_EXPORTS_TRIE
    lc_dyld_chained_fixups,
};

constexpr std::array libraries{lc_load_dylib, lc_load_weak_dylib, lc_reexport_dylib, lc_lazy_load_dylib,
                               lc_load_upward_dylib};
constexpr std::array other_strings{lc_id_dylib, lc_load_dylinker, lc_rpath};
constexpr std::array loader_versions{lc_version_min_macosx, lc_version_min_iphoneos, lc_version_min_tvos,
                                     lc_version_min_watchos, lc_build_version};

template <class Table>
bool contains(const Table& table, std::uint32_t kind) {
  return std::find(table.begin(), table.end(), kind) != table.end();
}

bool has_string(std::uint32_t kind) {
  return contains(libraries, kind) || contains(other_strings, kind);
}

// Real files have fewer than 100.
constexpr std::uint32_t most_commands = 16384;

class CommandReader {
 public:
  CommandReader(const Reader& reader, const MachoLayout& layout) : reader_(reader), layout_(layout) {}

  void check(const MachoCommand& command) const {
    if (command.kind == lc_segment || command.kind == lc_segment_64) return check_segment(command);
    if (command.kind == lc_symtab) return check_symbols(command);
    if (command.kind == lc_dyld_info || command.kind == lc_dyld_info_only) return check_dyld_info(command);
    if (command.kind == lc_code_signature) return check_signature(command);
    if (command.kind == lc_dyld_chained_fixups) return check_fixups(command);
    if (contains(link_edit, command.kind)) return check_data(command, 8, "link-edit data");
    if (has_string(command.kind)) return check_string(command);
    if (command.kind == lc_build_version) return require(command, 24);
    if (contains(loader_versions, command.kind)) return require(command, 16);
  }

 private:
  static void require(const MachoCommand& command, std::uint32_t size) {
    if (command.size < size) throw Broken(Damage::Kind::unreadable, "a load command is smaller than its kind demands");
  }

  void check_data(const MachoCommand& command, std::uint32_t at, std::string_view what) const {
    require(command, at + 8);
    const std::uint64_t size = reader_.u32(command.offset + at + 4, "");
    if (size != 0) reader_.require(reader_.u32(command.offset + at, ""), size, what);
  }

  // A signature opens with the magic of a blob, big-endian in every file (<Security/CSCommon.h>: kSecCodeMagic).
  void check_signature(const MachoCommand& command) const {
    check_data(command, 8, "the code signature");
    if (is_zero(command, 4)) throw Broken(Damage::Kind::truncated, "the code signature is zeros");
  }

  // dyld_chained_fixups_header, <mach-o/fixup-chains.h>: where the starts of the chains stand is never 0.
  void check_fixups(const MachoCommand& command) const {
    check_data(command, 8, "the chained fixups");
    if (is_zero(command, 8)) throw Broken(Damage::Kind::truncated, "the chained fixups are zeros");
  }

  // The first bytes of a command's data.
  bool is_zero(const MachoCommand& command, std::uint32_t count) const {
    const std::uint32_t size = reader_.u32(command.offset + 12, "");
    return size >= count && reader_.is_zero(reader_.u32(command.offset + 8, ""), count);
  }

  // fileoff and filesize of segment_command(_64).
  void check_segment(const MachoCommand& command) const {
    const bool wide = command.kind == lc_segment_64;
    require(command, wide ? 72 : 56);
    const std::uint64_t offset = wide ? reader_.u64(command.offset + 40, "") : reader_.u32(command.offset + 32, "");
    const std::uint64_t size = wide ? reader_.u64(command.offset + 48, "") : reader_.u32(command.offset + 36, "");
    if (size != 0) reader_.require(offset, size, "a segment");
  }

  void check_symbols(const MachoCommand& command) const {
    require(command, 24);
    const std::uint64_t entry = layout_.is64 ? 16 : 12;
    const std::uint64_t count = reader_.u32(command.offset + 12, "");
    if (count != 0) reader_.require(reader_.u32(command.offset + 8, ""), count * entry, "the symbol table");
    check_data(command, 16, "the symbol string table");
    if (count != 0) check_last_symbol(command, count, entry);
  }

  // What is taken from libraries stands at the end of the symbol table (<mach-o/loader.h>, dysymtab_command), and is
  // found by its name: n_strx at 0, n_type at 4 of nlist; N_STAB 0xe0, N_TYPE 0x0e, N_EXT 0x01.
  void check_last_symbol(const MachoCommand& command, std::uint64_t count, std::uint64_t entry) const {
    const std::uint64_t symbol = reader_.u32(command.offset + 8, "") + (count - 1) * entry;
    const std::uint64_t strings = reader_.u32(command.offset + 16, ""), size = reader_.u32(command.offset + 20, "");
    if (reader_.is_zero(symbol, entry)) throw Broken(Damage::Kind::truncated, "the symbol table ends in zeros");
    const std::uint64_t name = reader_.u32(symbol, "");
    const bool is_taken = (reader_.u8(symbol + 4, "") & 0xEF) == 0x01;
    if (is_taken && name < size && reader_.u8(strings + name, "") == 0)
      throw Broken(Damage::Kind::truncated, "the names of the symbols are zeros");
  }

  void check_dyld_info(const MachoCommand& command) const {
    for (std::uint32_t at = 8; at < 48; at += 8) check_data(command, at, "dyld information");
  }

  // lc_str: an offset from the command's start; a NUL inside the command ends it.
  void check_string(const MachoCommand& command) const {
    require(command, 12);
    const std::uint32_t at = reader_.u32(command.offset + 8, "");
    reader_.string(command.offset + at, command.offset + command.size, "the name in a load command");
  }

  const Reader& reader_;
  const MachoLayout& layout_;
};

}  // namespace

std::size_t MachoLayout::library_count() const {
  return static_cast<std::size_t>(std::count_if(
      commands.begin(), commands.end(), [](const MachoCommand& command) { return contains(libraries, command.kind); }));
}

std::optional<FileRange> signature_of(const Image& image, const MachoLayout& layout) {
  const auto found = std::find_if(layout.commands.begin(), layout.commands.end(),
                                  [](const MachoCommand& command) { return command.kind == lc_code_signature; });
  if (found == layout.commands.end()) return std::nullopt;
  const Reader reader(image, layout.order);
  return FileRange{reader.u32(found->offset + 8, ""), reader.u32(found->offset + 12, "")};
}

bool is_loader_command(std::uint32_t kind) {
  return has_string(kind) || contains(loader_versions, kind);
}

MachoLayout read_macho_layout(const Image& image) {
  MachoLayout layout;
  const std::uint32_t magic = Reader(image, std::endian::big).u32(0, "the Mach-O header");
  layout.order = magic == 0xCEFAEDFE || magic == 0xCFFAEDFE ? std::endian::little : std::endian::big;
  layout.is64 = magic == 0xFEEDFACF || magic == 0xCFFAEDFE;
  const Reader reader(image, layout.order);
  const std::uint64_t header = layout.is64 ? 32 : 28;
  reader.require(0, header, "the Mach-O header");
  const std::uint32_t count = reader.u32(16, "");
  const std::uint64_t end = header + reader.u32(20, "");
  reader.require(0, end, "the load command table");
  if (count > most_commands) throw Broken(Damage::Kind::unreadable, "too many load commands");

  const CommandReader commands(reader, layout);
  std::uint64_t at = header;
  for (std::uint32_t i = 0; i < count; ++i) {
    if (end - at < 8) throw Broken(Damage::Kind::unreadable, "load commands run past their table");
    const MachoCommand command{reader.u32(at, ""), at, reader.u32(at + 4, "")};
    if (command.size < 8 || command.size % 4 != 0 || command.size > end - at) {
      throw Broken(Damage::Kind::unreadable, "a load command of impossible size");
    }
    commands.check(command);
    layout.commands.push_back(command);
    at += command.size;
  }
  return layout;
}

namespace {

// LIEF does not swap bytes in Mach-O, so the excerpt is little-endian whatever the file is: the words of a command are
// rewritten one by one, what follows them (the string) is copied.
void write_command(Writer& out, const Reader& reader, const MachoCommand& command) {
  const bool is_dylib = contains(libraries, command.kind) || command.kind == lc_id_dylib;
  const std::uint32_t words = is_dylib ? 24 : has_string(command.kind) ? 12 : command.size;
  const std::uint32_t fixed = std::min(command.size, words);
  for (std::uint32_t at = 0; at < fixed; at += 4) out.number(reader.u32(command.offset + at, "a load command"), 4);
  out.text(reader.text(command.offset + fixed, command.size - fixed, "a load command"));
}

}  // namespace

std::vector<std::uint8_t> macho_excerpt(const Image& image, const MachoLayout& layout) {
  const Reader reader(image, layout.order);
  const std::uint64_t header = layout.is64 ? 32 : 28;
  Writer out(std::endian::little);
  for (std::uint64_t at = 0; at < header; at += 4) out.number(reader.u32(at, "the Mach-O header"), 4);
  std::uint32_t count = 0;
  for (const MachoCommand& command : layout.commands) {
    if (!is_loader_command(command.kind)) continue;
    write_command(out, reader, command);
    ++count;
  }
  out.patch(16, count, 4);
  out.patch(20, out.size() - header, 4);
  return out.take();
}

}  // namespace platlint
