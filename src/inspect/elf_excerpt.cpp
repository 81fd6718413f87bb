// SPDX-License-Identifier: Apache-2.0
#include "inspect/elf_excerpt.hpp"

#include <array>

#include "inspect/writer.hpp"

namespace platlint {

namespace {

struct Parts {
  FileRange strings, version_needs, dynamic, interpreter;  // where each stands in the excerpt
};

constexpr std::array relevant{dt_needed, dt_soname, dt_rpath, dt_runpath, dt_strsz};

// e_machine is EM_NONE: LIEF would rather believe the machine than e_ident about class and byte order, and so misread
// x32 and ILP32 files. What the machine is, the layout knows.
void write_header(Writer& out, const ElfLayout& layout, std::uint64_t segments) {
  const unsigned word = layout.is64 ? 8 : 4;
  const std::uint64_t header_size = layout.is64 ? 64 : 52;
  out.text(
      "\x7f"
      "ELF");
  for (const std::uint64_t byte : {layout.is64 ? 2U : 1U, layout.order == std::endian::big ? 2U : 1U, 1U})
    out.number(byte, 1);
  out.pad_to(16);
  out.number(3, 2);  // ET_DYN
  out.number(0, 2);
  out.number(1, 4);  // EV_CURRENT
  out.number(0, word);
  out.number(header_size, word);
  out.number(0, word);
  out.number(0, 4);
  out.number(header_size, 2);
  out.number(layout.is64 ? 56 : 32, 2);
  out.number(segments, 2);
  out.number(0, 6);
}

void write_segment(Writer& out, const ElfLayout& layout, std::uint32_t type, const FileRange& range) {
  const unsigned word = layout.is64 ? 8 : 4;
  out.number(type, 4);
  if (layout.is64) out.number(4, 4);  // PF_R
  for (int i = 0; i < 3; ++i) out.number(range.offset, word);
  out.number(range.size, word);
  out.number(range.size, word);
  if (!layout.is64) out.number(4, 4);
  out.number(1, word);
}

FileRange copy(Writer& out, Bytes bytes, const FileRange& range) {
  out.align(8);
  const std::uint64_t at = out.size();
  out.bytes(bytes.subspan(static_cast<std::size_t>(range.offset), static_cast<std::size_t>(range.size)));
  return {at, range.size};
}

FileRange write_dynamic(Writer& out, const ElfLayout& layout, const Parts& parts) {
  const unsigned word = layout.is64 ? 8 : 4;
  out.align(8);
  const std::uint64_t at = out.size();
  const auto entry = [&](std::uint64_t tag, std::uint64_t value) {
    out.number(tag, word);
    out.number(value, word);
  };
  // LIEF looks for the string table first.
  if (layout.strings) entry(dt_strtab, parts.strings.offset);
  for (const ElfDynamic& original : layout.dynamic) {
    for (const std::uint64_t tag : relevant) {
      if (original.tag == tag) entry(tag, original.value);
    }
  }
  if (layout.version_needs) {
    entry(dt_verneed, parts.version_needs.offset);
    entry(dt_verneednum, *layout.dynamic_value(dt_verneednum));
  }
  entry(dt_null, 0);
  return {at, out.size() - at};
}

}  // namespace

std::vector<std::uint8_t> elf_excerpt(Bytes bytes, const ElfLayout& layout) {
  Writer out(layout.order);
  constexpr std::uint64_t segments = 3;
  const std::uint64_t header = layout.is64 ? 64 : 52;
  out.pad_to(header + segments * (layout.is64 ? 56 : 32));
  Parts parts;
  if (layout.strings) parts.strings = copy(out, bytes, *layout.strings);
  if (layout.version_needs) parts.version_needs = copy(out, bytes, *layout.version_needs);
  if (const ElfSegment* const interp = layout.segment(pt_interp)) {
    parts.interpreter = copy(out, bytes, {interp->offset, interp->size});
  }
  parts.dynamic = write_dynamic(out, layout, parts);

  Writer head(layout.order);
  write_header(head, layout, segments);
  write_segment(head, layout, pt_load, {0, out.size()});
  write_segment(head, layout, pt_dynamic, parts.dynamic);
  write_segment(head, layout, parts.interpreter.size == 0 ? 0 : pt_interp, parts.interpreter);
  const std::vector<std::uint8_t> front = head.take();
  std::vector<std::uint8_t> image = out.take();
  std::copy(front.begin(), front.end(), image.begin());
  return image;
}

}  // namespace platlint
