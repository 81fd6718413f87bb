// SPDX-License-Identifier: Apache-2.0
#include "inspect/elf_excerpt.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <string>
#include <string_view>

#include "inspect/writer.hpp"

namespace platlint {

namespace {

struct Parts {
  FileRange strings, version_needs, dynamic, interpreter;  // where each stands in the excerpt
};

constexpr std::array named{dt_needed, dt_soname, dt_rpath, dt_runpath};  // d_val is an offset in the string table

// The strings that the loader's tables name, and no others: those of symbols are most of a string table.
class Strings {
 public:
  Strings(const Reader& reader, const ElfLayout& layout) : reader_(reader), layout_(layout) {}

  /// Where the string of the file's table stands in the excerpt's.
  std::uint64_t place(std::uint64_t offset) {
    const auto [entry, is_new] = places_.try_emplace(offset, text_.size());
    if (is_new) {
      const FileRange table = layout_.strings.value();
      text_ += reader_.string(table.offset + offset, table.offset + table.size, "a string") + '\0';
      if (text_.size() > most_text) throw Broken(Damage::Kind::unreadable, "names of more than 4 MiB");
    }
    return entry->second;
  }

  const std::string& text() const { return text_; }

 private:
  static constexpr std::size_t most_text = std::size_t{4} << 20;  // real files have less than 10 KB of them

  const Reader& reader_;
  const ElfLayout& layout_;
  std::map<std::uint64_t, std::uint64_t> places_;
  std::string text_{'\0'};
};

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

FileRange append(Writer& out, std::string_view text) {
  out.align(8);
  const std::uint64_t at = out.size();
  out.text(text);
  return {at, text.size()};
}

// Elfxx_Verneed and Elfxx_Vernaux, each need followed by its versions.
FileRange write_version_needs(Writer& out, const ElfLayout& layout, Strings& strings) {
  constexpr std::uint64_t record = 16;
  out.align(8);
  const std::uint64_t start = out.size();
  for (const ElfVersionNeed& need : layout.version_needs) {
    const bool last = &need == &layout.version_needs.back();
    out.number(1, 2);  // VER_NEED_CURRENT
    out.number(need.versions.size(), 2);
    out.number(strings.place(need.library), 4);
    out.number(record, 4);
    out.number(last ? 0 : record * (1 + need.versions.size()), 4);
    for (const ElfNeededVersion& version : need.versions) {
      out.number(0, 4);  // vna_hash
      out.number(version.flags, 2);
      out.number(version.index, 2);
      out.number(strings.place(version.name), 4);
      out.number(&version == &need.versions.back() ? 0 : record, 4);
    }
  }
  return {start, out.size() - start};
}

// The dynamic section with the strings' new places; LIEF looks for the string table first.
FileRange write_dynamic(Writer& out, const ElfLayout& layout, const Parts& parts, Strings& strings) {
  const unsigned word = layout.is64 ? 8 : 4;
  out.align(8);
  const std::uint64_t at = out.size();
  const auto entry = [&](std::uint64_t tag, std::uint64_t value) {
    out.number(tag, word);
    out.number(value, word);
  };
  if (layout.strings) {
    entry(dt_strtab, parts.strings.offset);
    entry(dt_strsz, parts.strings.size);
  }
  for (const ElfDynamic& original : layout.dynamic) {
    if (std::find(named.begin(), named.end(), original.tag) != named.end())
      entry(original.tag, strings.place(original.value));
  }
  if (!layout.version_needs.empty()) {
    entry(dt_verneed, parts.version_needs.offset);
    entry(dt_verneednum, layout.version_needs.size());
  }
  entry(dt_null, 0);
  return {at, out.size() - at};
}

}  // namespace

std::vector<std::uint8_t> elf_excerpt(const Image& image, const ElfLayout& layout) {
  const Reader reader(image, layout.order);
  Strings strings(reader, layout);
  Writer out(layout.order);
  constexpr std::uint64_t segments = 3;
  const std::uint64_t header = layout.is64 ? 64 : 52;
  out.pad_to(header + segments * (layout.is64 ? 56 : 32));
  Parts parts;
  parts.version_needs = write_version_needs(out, layout, strings);
  if (const FileRange& name = layout.interpreter; name.size != 0)
    parts.interpreter = append(out, reader.text(name.offset, name.size, "the interpreter"));
  for (const ElfDynamic& entry : layout.dynamic) {
    if (std::find(named.begin(), named.end(), entry.tag) != named.end()) strings.place(entry.value);
  }
  parts.strings = append(out, strings.text());
  parts.dynamic = write_dynamic(out, layout, parts, strings);

  Writer head(layout.order);
  write_header(head, layout, segments);
  write_segment(head, layout, pt_load, {0, out.size()});
  write_segment(head, layout, pt_dynamic, parts.dynamic);
  write_segment(head, layout, parts.interpreter.size == 0 ? 0 : pt_interp, parts.interpreter);
  const std::vector<std::uint8_t> front = head.take();
  std::vector<std::uint8_t> image_bytes = out.take();
  std::copy(front.begin(), front.end(), image_bytes.begin());
  return image_bytes;
}

}  // namespace platlint
