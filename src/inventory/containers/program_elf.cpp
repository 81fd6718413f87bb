// SPDX-License-Identifier: Apache-2.0
// ELF (gABI, chapters 4 and 5).
#include <algorithm>
#include <array>

#include "facts/elf_format.hpp"
#include "inventory/containers/fields.hpp"
#include "inventory/containers/program_formats.hpp"

namespace platlint {

namespace {

// The place and shape of a table.
struct Table {
  std::uint64_t offset = 0;
  std::uint64_t entry = 0;
  std::uint64_t count = 0;

  Range range() const { return {offset, entry * count}; }  // both have 16 or 32 bits: no overflow
};

class Elf {
 public:
  explicit Elf(const Source& source) : source_(source), header_(read_range(source, 0, 64)) {
    const std::span<const std::byte> bytes = header_.bytes();
    word_ = bytes[elf::ei_class] == std::byte{elf::elfclass64} ? 8 : 4;
    order_ = bytes[elf::ei_data] == std::byte{elf::elfdata2msb} ? Fields::Order::big : Fields::Order::little;
    Fields fields = at(header_, 16);
    type_ = fields.number(2);
    fields.skip(6 + word_);  // machine, version, entry
    programs_.offset = fields.number(word_);
    sections_.offset = fields.number(word_);
    fields.skip(6);  // flags, size of this header
    programs_.entry = fields.number(2);
    programs_.count = fields.number(2);
    sections_.entry = fields.number(2);
    sections_.count = fields.number(2);
    names_ = fields.number(2);
  }

  std::optional<Program> read() {
    if (type_ != elf::et_exec && type_ != elf::et_dyn) return std::nullopt;
    Program program{.signature = source_.size()};
    const bool is_program = read_segments(program);
    if (!is_program) return std::nullopt;
    read_sections(program);
    return program;
  }

 private:
  struct Placed {
    std::uint64_t name = 0;
    Program::Section section{};
  };

  Fields at(const Buffer& buffer, std::uint64_t place) const { return Fields(buffer.bytes(), order_).go_to(place); }

  Buffer read_table(const Table& table, Program& program) const {
    require_range(source_, table.range());
    reach(program, table.range());
    return read_range(source_, table.offset, table.range().size);
  }

  static void reach(Program& program, Range range) {
    program.overlay.offset = std::max(program.overlay.offset, range.end());
  }

  // Is it a program? An interpreter or a flag distinguishes a position-independent program from a library.
  bool read_segments(Program& program) const {
    if (programs_.count == 0 || programs_.entry < 7 * word_) return false;
    const Buffer table = read_table(programs_, program);
    bool is_program = type_ == elf::et_exec;
    for (std::uint64_t i = 0; i < programs_.count; ++i) {
      Fields fields = at(table, i * programs_.entry);
      const std::uint32_t type = fields.u32();
      if (word_ == 8) fields.skip(4);  // flags
      Range range{.offset = fields.number(word_)};
      fields.skip(2 * word_);  // addresses
      range.size = fields.number(word_);
      if (range.size == 0) continue;
      require_range(source_, range);
      reach(program, range);
      if (type == elf::pt_note) program.notes.push_back(range);
      is_program = is_program || type == elf::pt_interp || (type == elf::pt_dynamic && says_pie(range));
    }
    return is_program;
  }

  bool says_pie(Range range) const {
    const std::uint64_t size = std::min<std::uint64_t>(range.size, 65536);
    const Buffer dynamic = read_range(source_, range.offset, size);
    Fields fields(dynamic.bytes(), order_);
    while (fields.left() >= 2 * word_) {
      const std::uint64_t tag = fields.number(word_);
      const std::uint64_t value = fields.number(word_);
      if (tag == elf::dt_flags_1) return (value & elf::df_1_pie) != 0;
      if (tag == elf::dt_null) break;
    }
    return false;
  }

  // A header cannot count more than 65279 sections; no such programs exist in practice.
  void read_sections(Program& program) const {
    if (sections_.offset == 0 || sections_.count == 0 || sections_.entry < 6 * word_ + 16) return;
    const Buffer table = read_table(sections_, program);
    std::vector<Placed> placed;
    Range names;
    for (std::uint64_t i = 0; i < sections_.count; ++i) {
      const Placed one = read_section(at(table, i * sections_.entry));
      if (one.section.range.size == 0) continue;
      require_range(source_, one.section.range);
      reach(program, one.section.range);
      if (i == names_) names = one.section.range;
      placed.push_back(one);
    }
    name_sections(placed, names, program);
  }

  Placed read_section(Fields fields) const {
    Placed placed{.name = fields.u32()};
    const std::uint32_t type = fields.u32();
    const std::uint64_t flags = fields.number(word_);
    placed.section.written = (flags & elf::shf_write) != 0;
    placed.section.executed = (flags & elf::shf_execinstr) != 0;
    fields.skip(word_);  // address
    placed.section.range.offset = fields.number(word_);
    placed.section.range.size = fields.number(word_);
    if (type == elf::sht_nobits || type == elf::sht_null) placed.section.range.size = 0;
    return placed;
  }

  void name_sections(std::vector<Placed>& placed, Range names, Program& program) const {
    constexpr std::uint64_t most = std::uint64_t{1} << 20;
    const Buffer text = read_range(source_, names.offset, std::min(names.size, most));
    for (Placed& one : placed) {
      Fields fields(text.bytes(), order_);
      if (one.name < text.size) {
        fields.go_to(one.name);
        one.section.name = until_nul(fields.text(std::min<std::size_t>(fields.left(), 64)));
      }
      program.sections.push_back(std::move(one.section));
    }
  }

  const Source& source_;
  Buffer header_;
  std::size_t word_ = 8;
  Fields::Order order_ = Fields::Order::little;
  std::uint64_t type_ = 0;
  std::uint64_t names_ = 0;
  Table programs_;
  Table sections_;
};

}  // namespace

std::optional<Program> read_elf_program(const Source& source) {
  return Elf(source).read();
}

}  // namespace platlint
