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

// The excerpt always has this class and byte order, whatever the file has: the facts that LIEF reads depend on neither.
using Elf = elf::Elf64<std::endian::little>;

struct Parts {
  FileRange strings, version_needs, dynamic, interpreter;  // the place of each in the excerpt
};

// d_val is an offset in the string table.
constexpr std::array named{elf::dt_needed, elf::dt_soname, elf::dt_rpath, elf::dt_runpath};

// Only the strings that the loader's tables name: symbol names, which are most of a string table, are left out.
class Strings {
 public:
  Strings(const Reader& reader, const ElfLayout& layout) : reader_(reader), layout_(layout) {}

  /// The place in the excerpt of a string of the file's table.
  std::uint64_t place(std::uint64_t offset) {
    const auto [entry, is_new] = places_.try_emplace(offset, text_.size());
    if (is_new) {
      text_ += layout_.string(reader_, offset, "a string") + '\0';
      if (text_.size() > most_text) throw unreadable("names of more than 4 MiB");
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

// e_machine is EM_NONE: for class and byte order, LIEF would trust the machine more than e_ident. The layout knows the
// machine.
Elf::Ehdr header_of(std::uint64_t segments) {
  Elf::Ehdr header;
  header.e_ident = {0x7f, 'E', 'L', 'F', elf::elfclass64, elf::elfdata2lsb, elf::ev_current};
  header.e_type = elf::et_dyn;
  header.e_version = elf::ev_current;
  header.e_phoff = sizeof(Elf::Ehdr);
  header.e_ehsize = sizeof(Elf::Ehdr);
  header.e_phentsize = sizeof(Elf::Phdr);
  header.e_phnum = segments;
  return header;
}

Elf::Phdr segment_of(std::uint32_t type, const FileRange& range) {
  const std::uint64_t align = 1;
  return {type, elf::pf_r, range.offset, range.offset, range.offset, range.size, range.size, align};
}

FileRange append(Writer& out, std::string_view text) {
  out.align(8);
  const std::uint64_t at = out.size();
  out.text(text);
  return {at, text.size()};
}

// Each need is followed by its versions.
FileRange write_version_needs(Writer& out, const ElfLayout& layout, Strings& strings) {
  using Verneed = elf::Verneed<Elf::order>;
  using Vernaux = elf::Vernaux<Elf::order>;
  out.align(8);
  const std::uint64_t start = out.size();
  for (const ElfVersionNeed& need : layout.version_needs) {
    const bool last = &need == &layout.version_needs.back();
    out.put(Verneed{.vn_version = elf::ver_need_current,
                    .vn_cnt = need.versions.size(),
                    .vn_file = strings.place(need.library),
                    .vn_aux = sizeof(Verneed),
                    .vn_next = last ? 0 : sizeof(Verneed) + sizeof(Vernaux) * need.versions.size()});
    for (const ElfNeededVersion& version : need.versions) {
      const std::uint64_t hash = 0, next = &version == &need.versions.back() ? 0 : sizeof(Vernaux);
      out.put(Vernaux{hash, version.flags, version.index, strings.place(version.name), next});
    }
  }
  return {start, out.size() - start};
}

// The dynamic section, with the new places of the strings. LIEF looks for the string table first.
FileRange write_dynamic(Writer& out, const ElfLayout& layout, const Parts& parts, Strings& strings) {
  out.align(8);
  const std::uint64_t at = out.size();
  const auto entry = [&](std::uint64_t tag, std::uint64_t value) { out.put(Elf::Dyn{.d_tag = tag, .d_val = value}); };
  if (layout.strings) {
    entry(elf::dt_strtab, parts.strings.offset);
    entry(elf::dt_strsz, parts.strings.size);
  }
  for (const ElfDynamic& original : layout.dynamic) {
    if (std::find(named.begin(), named.end(), original.tag) != named.end())
      entry(original.tag, strings.place(original.value));
  }
  if (!layout.version_needs.empty()) {
    entry(elf::dt_verneed, parts.version_needs.offset);
    entry(elf::dt_verneednum, layout.version_needs.size());
  }
  entry(elf::dt_null, 0);
  return {at, out.size() - at};
}

}  // namespace

std::vector<std::uint8_t> elf_excerpt(const Image& image, const ElfLayout& layout) {
  const Reader reader(image);
  Strings strings(reader, layout);
  Writer out;
  constexpr std::uint64_t segments = 3;
  out.put(header_of(segments));
  const std::uint64_t segments_at = out.size();
  out.pad_to(segments_at + segments * sizeof(Elf::Phdr));
  Parts parts;
  parts.version_needs = write_version_needs(out, layout, strings);
  if (const FileRange& name = layout.interpreter; name.size != 0)
    parts.interpreter = append(out, reader.text(name.offset, name.size, "the interpreter"));
  for (const ElfDynamic& entry : layout.dynamic) {
    if (std::find(named.begin(), named.end(), entry.tag) != named.end()) strings.place(entry.value);
  }
  parts.strings = append(out, strings.text());
  parts.dynamic = write_dynamic(out, layout, parts, strings);

  const std::array<Elf::Phdr, segments> table{
      segment_of(elf::pt_load, {0, out.size()}),
      segment_of(elf::pt_dynamic, parts.dynamic),
      segment_of(parts.interpreter.size == 0 ? elf::pt_null : elf::pt_interp, parts.interpreter),
  };
  out.patch(segments_at, table);
  return out.take();
}

}  // namespace platlint
