// SPDX-License-Identifier: Apache-2.0
// Mach-O (loader.h and fat.h of Apple's cctools).
#include <algorithm>

#include "facts/macho_format.hpp"
#include "inventory/containers/fields.hpp"
#include "inventory/containers/program_formats.hpp"

namespace platlint {

namespace {

struct Magic {
  bool is64 = false;
  Fields::Order order = Fields::Order::little;
};

std::optional<Magic> magic_of(std::uint64_t big) {
  switch (big) {
    case macho::mh_magic:
      return Magic{false, Fields::Order::big};
    case macho::mh_magic_64:
      return Magic{true, Fields::Order::big};
    case macho::mh_cigam:
      return Magic{false, Fields::Order::little};
    case macho::mh_cigam_64:
      return Magic{true, Fields::Order::little};
    default:
      return std::nullopt;
  }
}

class Slice {
 public:
  Slice(const Source& source, Range slice) : source_(source), slice_(slice) {}

  std::optional<Program> read() {
    require_range(source_, slice_);
    if (slice_.size < 32) return std::nullopt;
    const Buffer header = read_range(source_, slice_.offset, 32);
    const std::optional<Magic> magic = magic_of(Fields(header.bytes(), Fields::Order::big).u32());
    if (!magic) return std::nullopt;
    magic_ = *magic;
    Fields fields(header.bytes(), magic_.order);
    if (fields.skip(12).u32() != macho::mh_execute) return std::nullopt;
    const std::uint32_t count = fields.u32();
    const std::uint32_t size = fields.u32();
    const Range commands{slice_.offset + (magic_.is64 ? 32 : 28), size};
    require_range(source_, commands);
    program_.format = Program::Format::macho;
    program_.overlay.offset = commands.end();
    program_.signature = source_.size();
    read_commands(read_range(source_, commands.offset, commands.size), count);
    return std::move(program_);
  }

 private:
  void read_commands(const Buffer& buffer, std::uint32_t count) {
    Fields fields(buffer.bytes(), magic_.order);
    for (std::uint32_t i = 0; i < count && fields.left() >= 8; ++i) {
      const std::size_t at = fields.place();
      const std::uint32_t command = fields.u32();
      const std::uint32_t size = fields.u32();
      if (size < 8) throw damaged("a load command without a size");
      if (command == macho::lc_segment || command == macho::lc_segment_64)
        read_segment(fields, command == macho::lc_segment_64);
      if (command == macho::lc_code_signature) read_signature(fields);
      fields.go_to(at).skip(size);
    }
  }

  void read_segment(Fields fields, bool is64) {
    const std::size_t word = is64 ? 8 : 4;
    const std::string segment(until_nul(fields.text(16)));
    fields.skip(2 * word);  // its place in memory
    const std::uint64_t offset = fields.number(word);
    const Range range = placed(offset, fields.number(word));
    program_.overlay.offset = std::max(program_.overlay.offset, range.end());
    fields.skip(4);  // the maximum protection
    const std::uint32_t allowed = fields.u32();
    const std::uint32_t sections = fields.u32();
    fields.skip(4);  // flags
    for (std::uint32_t i = 0; i < sections; ++i) {
      Program::Section section{.name = segment + ","};
      section.name += until_nul(fields.text(16));
      fields.skip(16 + word);  // the segment's name, the address
      section.range.size = fields.number(word);
      section.range.offset = fields.u32();
      const std::uint32_t kind = fields.skip(12).u32();
      fields.skip(is64 ? 12 : 8);
      section.written = (allowed & macho::vm_prot_write) != 0;
      section.executed = (kind & macho::s_attr_pure_instructions) != 0;
      if (section.range.size == 0 || is_zero_filled(kind)) continue;
      section.range = placed(section.range.offset, section.range.size);
      program_.sections.push_back(std::move(section));
    }
  }

  // The file holds no bytes of it.
  static bool is_zero_filled(std::uint32_t kind) {
    const std::uint32_t type = kind & macho::section_type;
    return type == macho::s_zerofill || type == macho::s_gb_zerofill || type == macho::s_thread_local_zerofill;
  }

  void read_signature(Fields fields) {
    const std::uint64_t offset = fields.u32();
    program_.signature = placed(offset, fields.u32()).offset;
  }

  // Converts an offset in the slice to an offset in the file.
  Range placed(std::uint64_t offset, std::uint64_t size) const {
    if (offset > slice_.size || slice_.size - offset < size) throw damaged("a part of it lies behind its end");
    return {slice_.offset + offset, size};
  }

  const Source& source_;
  Range slice_;
  Magic magic_;
  Program program_;
};

std::optional<Program> read_universal(const Source& source, bool wide) {
  constexpr std::uint32_t most_slices = 64;
  const Buffer header = read_range(source, 0, 8);
  const std::uint32_t count = Fields(header.bytes(), Fields::Order::big).skip(4).u32();
  if (count > most_slices) return std::nullopt;  // a Java class, which has the same magic
  const Buffer table = read_range(source, 8, count * std::uint64_t{wide ? 32U : 20U});
  Fields fields(table.bytes(), Fields::Order::big);
  std::optional<Program> last;
  std::uint64_t end = 8 + table.size;
  for (std::uint32_t i = 0; i < count; ++i) {
    fields.skip(8);  // the processor
    const std::size_t word = wide ? 8 : 4;
    const std::uint64_t offset = fields.number(word);
    const Range range{offset, fields.number(word)};
    fields.skip(wide ? 8 : 4);  // alignment
    std::optional<Program> program = Slice(source, range).read();
    if (program && (!last || range.end() > end)) last = std::move(program);
    end = std::max(end, range.end());
  }
  if (last) last->overlay.offset = std::max(last->overlay.offset, end);
  return last;
}

}  // namespace

std::optional<Program> read_macho_program(const Source& source) {
  const Buffer magic = read_range(source, 0, 4);
  const std::uint32_t value = Fields(magic.bytes(), Fields::Order::big).u32();
  if (value == macho::fat_magic || value == macho::fat_magic_64)
    return read_universal(source, value == macho::fat_magic_64);
  return magic_of(value) ? Slice(source, {0, source.size()}).read() : std::nullopt;
}

}  // namespace platlint
