// SPDX-License-Identifier: Apache-2.0
// PE (Microsoft's PE/COFF specification, "File Headers" to "The Attribute Certificate Table").
#include <algorithm>
#include <cstddef>

#include "facts/pe_format.hpp"
#include "inventory/containers/fields.hpp"
#include "inventory/containers/program_formats.hpp"

namespace platlint {

namespace {

struct Coff {
  std::uint64_t sections = 0;
  std::uint64_t symbols_at = 0;
  std::uint64_t symbols = 0;
  std::uint64_t optional_size = 0;
  std::uint64_t flags = 0;
};

void reach(Program& program, Range range) {
  program.overlay.offset = std::max(program.overlay.offset, range.end());
}

// The string table follows the symbols, and begins with its own size. MinGW keeps both.
void reach_symbols(const Source& source, const Coff& coff, Program& program) {
  const Range symbols{coff.symbols_at, coff.symbols * pe::image_sizeof_symbol};
  if (coff.symbols_at == 0 || !holds(source, {symbols.offset, symbols.size + 4})) return;
  const Buffer size = read_range(source, symbols.end(), 4);
  const Range strings{symbols.end(), Fields(size.bytes(), Fields::Order::little).u32()};
  reach(program, holds(source, strings) ? strings : symbols);
}

// The only data directory whose address is a place in the file.
void find_signature(const Source& source, Fields optional, Program& program) {
  const bool plus = optional.number(2) == pe::image_nt_optional_hdr64_magic;
  optional.go_to(plus ? offsetof(pe::ImageOptionalHeader64, NumberOfRvaAndSizes)
                      : offsetof(pe::ImageOptionalHeader32, NumberOfRvaAndSizes));
  if (optional.u32() <= pe::image_directory_entry_security) return;
  optional.skip(pe::image_directory_entry_security * sizeof(pe::ImageDataDirectory));
  const Range certificates{optional.u32(), optional.u32()};
  if (certificates.size == 0 || !holds(source, certificates)) return;
  if (source.size() - certificates.end() < 8) program.signature = certificates.offset;
}

Program::Section read_section(Fields fields) {
  Program::Section section{.name = std::string(until_nul(fields.text(8))), .range = {}};
  fields.skip(8);  // its size and address in memory
  section.range.size = fields.u32();
  section.range.offset = fields.u32();
  fields.skip(12);
  const std::uint64_t flags = fields.u32();
  section.written = (flags & pe::image_scn_mem_write) != 0;
  section.executed = (flags & pe::image_scn_mem_execute) != 0;
  return section;
}

}  // namespace

std::optional<Program> read_pe_program(const Source& source) {
  constexpr std::uint64_t header_size = sizeof(pe::ImageNtHeaders), section_size = sizeof(pe::ImageSectionHeader);
  const Buffer dos = read_range(source, 0, sizeof(pe::ImageDosHeader));
  const std::uint64_t at =
      Fields(dos.bytes(), Fields::Order::little).go_to(offsetof(pe::ImageDosHeader, e_lfanew)).u32();
  if (!holds(source, {at, header_size})) return std::nullopt;
  const Buffer header = read_range(source, at, header_size);
  Fields fields(header.bytes(), Fields::Order::little);
  if (fields.u32() != pe::image_nt_signature) return std::nullopt;
  fields.skip(2);  // machine
  Coff coff{.sections = fields.number(2)};
  fields.skip(4);  // time
  coff.symbols_at = fields.u32();
  coff.symbols = fields.u32();
  coff.optional_size = fields.number(2);
  coff.flags = fields.number(2);
  if ((coff.flags & pe::image_file_executable_image) == 0 || (coff.flags & pe::image_file_dll) != 0)
    return std::nullopt;
  const Range tables{at + header_size, coff.optional_size + coff.sections * section_size};
  require_range(source, tables);
  Program program{.format = Program::Format::pe, .overlay = {tables.end(), 0}, .signature = source.size()};
  const Buffer table = read_range(source, tables.offset, tables.size);
  find_signature(source, Fields(table.bytes(), Fields::Order::little), program);
  for (std::uint64_t i = 0; i < coff.sections; ++i) {
    Fields place(table.bytes(), Fields::Order::little);
    const Program::Section section = read_section(place.go_to(coff.optional_size + i * section_size));
    if (section.range.size == 0) continue;
    require_range(source, section.range);
    reach(program, section.range);
    program.sections.push_back(section);
  }
  reach_symbols(source, coff, program);
  return program;
}

}  // namespace platlint
