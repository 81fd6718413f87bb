// SPDX-License-Identifier: Apache-2.0
#include "inventory/containers/program.hpp"

#include <algorithm>
#include <string_view>

#include "inventory/containers/program_formats.hpp"
#include "text/words.hpp"

namespace platlint {

namespace {

using std::string_view_literals::operator""sv;

std::optional<Program> read_headers(const Source& source, std::string_view magic) {
  if (magic == "\177ELF"sv) return read_elf_program(source);
  if (magic.starts_with("MZ")) return read_pe_program(source);
  return read_macho_program(source);
}

}  // namespace

std::optional<Program> read_program(const Source& source, std::span<const std::byte> head) {
  if (head.size() < 64) return std::nullopt;
  try {
    std::optional<Program> program = read_headers(source, text::as_text(head).substr(0, 4));
    if (!program) return std::nullopt;
    for (const Program::Section& section : program->sections) require_range(source, section.range);
    require_range(source, program->overlay);
    program->signature = std::clamp(program->signature, program->overlay.offset, source.size());
    program->overlay.size = program->signature - program->overlay.offset;
    return program;
  } catch (const Unreadable&) {
    return std::nullopt;  // the judgement of the native file reports it
  }
}

}  // namespace platlint
