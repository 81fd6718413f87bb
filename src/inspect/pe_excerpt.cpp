// SPDX-License-Identifier: Apache-2.0
#include "inspect/pe_excerpt.hpp"

#include <algorithm>
#include <utility>

#include "inspect/writer.hpp"

namespace platlint {

namespace {

// Headers below, one section above, addresses as LIEF's alignment rules want them.
constexpr std::uint64_t header_at = 0x40, section_at = 0x200, section_address = 0x1000;
constexpr std::uint64_t file_header_size = 24;                       // signature and IMAGE_FILE_HEADER
constexpr std::uint64_t optional_at = header_at + file_header_size;  // IMAGE_OPTIONAL_HEADER(64)
constexpr std::uint32_t directory_import = 1, directory_delay_import = 13, directory_count = 16;

std::uint64_t directories_at(const PeLayout& layout) {
  return optional_at + (layout.plus ? 112 : 96);
}

// Fields that LIEF is asked for, as they stand in the file: machine and characteristics of the file header; magic
// and subsystem version of the optional header, which begins at 24.
void copy_fields(Writer& out, const Reader& reader, const PeLayout& layout) {
  for (const unsigned field : {4U, 22U, 24U + 0, 24U + 48, 24U + 50})
    out.patch(header_at + field, reader.u16(layout.header + field, "the PE header"), 2);
}

void write_headers(Writer& out, const PeLayout& layout, std::uint64_t section_bytes) {
  const std::uint64_t sections = directories_at(layout) + std::uint64_t{directory_count} * 8;
  out.text("MZ");
  out.pad_to(0x3C);
  out.number(header_at, 4);
  out.number(0x4550, 4);  // "PE\0\0"
  out.pad_to(sections);
  out.patch(header_at + 6, 1, 2);                                   // NumberOfSections
  out.patch(header_at + 20, sections - optional_at, 2);             // SizeOfOptionalHeader
  out.patch(optional_at + 32, section_address, 4);                  // SectionAlignment
  out.patch(optional_at + 36, section_at, 4);                       // FileAlignment
  out.patch(optional_at + 56, section_address + section_bytes, 4);  // SizeOfImage
  out.patch(optional_at + 60, section_at, 4);                       // SizeOfHeaders
  out.patch(directories_at(layout) - 4, directory_count, 4);        // NumberOfRvaAndSizes
  out.text(".import");
  out.pad_to(sections + 8);
  for (const std::uint64_t field : {section_bytes, section_address, section_bytes, section_at}) out.number(field, 4);
  out.pad_to(section_at);
}

// A table of the section: which directory, how long its descriptors are, and where in them the name's address stands.
struct Table {
  std::uint32_t directory = 0;
  std::uint64_t record = 0, name_at = 0;
};

class Excerpt {
 public:
  Excerpt(const Image& image, const PeLayout& layout)
      : image_(image), reader_(image, std::endian::little), layout_(layout) {
    body_.pad_to(section_at);
  }

  void add(const Table& table, const std::vector<FileRange>& names) {
    if (names.empty()) return;
    const std::uint64_t size = (names.size() + 1) * table.record;  // an empty one ends it
    places_.push_back({table.directory, {address(), size}});
    std::uint64_t row = body_.size();
    body_.pad_to(row + size);
    for (const FileRange& name : names) {
      body_.patch(row + table.name_at, address(), 4);
      append(name);
      row += table.record;
    }
    body_.align(8);
  }

  std::vector<std::uint8_t> take() {
    Writer head(std::endian::little);
    write_headers(head, layout_, body_.size() - section_at);
    copy_fields(head, reader_, layout_);
    for (const auto& [directory, range] : places_) {
      head.patch(directories_at(layout_) + directory * 8, range.offset, 4);
      head.patch(directories_at(layout_) + directory * 8 + 4, range.size, 4);
    }
    const std::vector<std::uint8_t> front = head.take();
    std::vector<std::uint8_t> all = body_.take();
    std::copy(front.begin(), front.end(), all.begin());
    return all;
  }

 private:
  std::uint64_t address() const { return body_.size() - section_at + section_address; }

  void append(const FileRange& name) {
    if (body_.size() + name.size > most_names(image_) + most_tables) throw too_many_names(image_);
    body_.text(reader_.text(name.offset, name.size, "the name of an imported DLL"));
  }

  static constexpr std::uint64_t most_tables = std::uint64_t{1} << 20;  // descriptors beside the names: 4096 a table

  const Image& image_;
  Reader reader_;
  const PeLayout& layout_;
  Writer body_{std::endian::little};
  std::vector<std::pair<std::uint32_t, FileRange>> places_;  // of each directory its address and size
};

}  // namespace

std::vector<std::uint8_t> pe_excerpt(const Image& image, const PeLayout& layout) {
  Excerpt excerpt(image, layout);
  excerpt.add({directory_import, 20, 12}, layout.imports);             // IMAGE_IMPORT_DESCRIPTOR
  excerpt.add({directory_delay_import, 32, 4}, layout.delay_imports);  // ImgDelayDescr
  return excerpt.take();
}

}  // namespace platlint
