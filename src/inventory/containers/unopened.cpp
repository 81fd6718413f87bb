// SPDX-License-Identifier: Apache-2.0
#include "inventory/containers/unopened.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "inventory/containers/fields.hpp"
#include "inventory/containers/search.hpp"

namespace platlint {

namespace {

using std::string_view_literals::operator""sv;

constexpr std::uint64_t mebibyte = std::uint64_t{1} << 20;

const Program::Section* section_of(const Program& program, std::string_view name) {
  const auto found = std::find_if(program.sections.begin(), program.sections.end(),
                                  [&](const Program::Section& section) { return section.name == name; });
  return found == program.sections.end() ? nullptr : &*found;
}

bool ends_with(const Source& source, Range range, std::string_view text, std::size_t window) {
  return last_bytes(source, range, window).find(text) != std::string::npos;
}

// deno's standalone binaries. Up to 1.46 a trailer of 24 to 40 bytes began with the magic (cli/standalone.rs). Since
// then the data begins and ends with it (cli/standalone/binary.rs), in its own part of the program.
bool is_deno(const Source& source, const Program& program) {
  constexpr std::string_view magic = "d3n0l4nd";
  if (program.overlay.size > 0) {
    if (first_bytes(source, program.overlay, 64).find(magic) != std::string::npos) return true;
    if (ends_with(source, program.overlay, magic, 64)) return true;
  }
  const Program::Section* const own = section_of(program, "__SUI,__d3n0l4nd");
  return own != nullptr && first_bytes(source, own->range, 64).find(magic) != std::string::npos;
}

// bun's StandaloneModuleGraph.zig: a trailer ends the data, which is after the program or in a part of it. bun itself
// has this part too, but empty.
bool is_bun(const Source& source, const Program& program) {
  constexpr std::string_view trailer = "\n---- Bun! ----\n";
  if (ends_with(source, program.overlay, trailer, 64)) return true;
  for (const std::string_view name : {".bun"sv, "__BUN,__bun"sv}) {
    const Program::Section* const own = section_of(program, name);
    if (own != nullptr && ends_with(source, own->range, trailer, 65536)) return true;
  }
  return false;
}

// Node's single executable applications (src/node_sea.cc): postject puts the blob into a note, a segment or a resource
// with this name; the blob begins with kMagic.
bool is_node_application(const Source& source, const Program& program) {
  constexpr std::string_view magic("\x20\xda\x43\x01", 4);
  constexpr std::string_view wide_name("N\0O\0D\0E\0_\0S\0E\0A\0_\0B\0L\0O\0B\0", 26);
  if (const Program::Section* const own = section_of(program, "NODE_SEA,__NODE_SEA_BLOB"))
    return first_bytes(source, own->range, magic.size()) == magic;
  if (const Program::Section* const resources = section_of(program, ".rsrc"))
    return find_first(source, {resources->range.offset, std::min(resources->range.size, mebibyte)}, wide_name)
        .has_value();
  return std::any_of(program.notes.begin(), program.notes.end(), [&](Range note) {
    const std::string begin = first_bytes(source, note, 64);
    return begin.find("NODE_SEA_BLOB") == 12 && begin.find(magic) != std::string::npos;
  });
}

// pkg's prelude/bootstrap.js is at the end of the data after Node; its first line names its parameters.
bool is_pkg(const Source& source, const Program& program) {
  const std::uint64_t size = std::min(program.overlay.size, mebibyte);
  return find_last(source, {program.overlay.end() - size, size}, "EXECPATH_FD, PAYLOAD_POSITION, PAYLOAD_SIZE")
      .has_value();
}

// NSIS: the first header (Source/exehead/fileform.h), at a multiple of 512 bytes.
bool is_nsis(const Source& source, const Program& program) {
  constexpr std::string_view magic("\xef\xbe\xad\xdeNullsoftInst", 16);
  return first_bytes(source, program.overlay, 2048).find(magic) != std::string::npos;
}

// Inno Setup: the header of its data (Shared.Struct.pas, SetupID), or the compressed setup that comes first.
bool is_inno(const Source& source, const Program& program) {
  const std::string begin = first_bytes(source, program.overlay, 16);
  if (!begin.starts_with("zlb\x1a") && !begin.starts_with("idska32\x1a")) {
    const Range window{program.overlay.offset, std::min(program.overlay.size, 8 * mebibyte)};
    return find_first(source, window, "Inno Setup Setup Data (").has_value();
  }
  return true;
}

}  // namespace

std::optional<std::string_view> find_unopened(const Source& source, const Program& program) {
  if (is_deno(source, program)) return "a program made by deno compile";
  if (is_bun(source, program)) return "a program made by bun build --compile";
  if (is_node_application(source, program)) return "a single executable application of Node.js";
  if (program.overlay.size == 0) return std::nullopt;
  if (is_pkg(source, program)) return "a program made by pkg";
  if (program.format != Program::Format::pe) return std::nullopt;
  if (is_nsis(source, program)) return "an NSIS installer";
  if (is_inno(source, program)) return "an Inno Setup installer";
  return std::nullopt;
}

}  // namespace platlint
