// SPDX-License-Identifier: Apache-2.0
#include "inspect/pe_excerpt.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

#include "facts/pe_format.hpp"
#include "inspect/writer.hpp"

namespace platlint {

namespace {

using DataDirectory = std::array<pe::ImageDataDirectory, pe::image_numberof_directory_entries>;

// The headers come first, then one section, at addresses that LIEF's alignment rules allow.
constexpr std::uint64_t header_at = 0x40, section_at = 0x200, section_address = 0x1000;

// The facts that LIEF is asked for, and those that it needs to find the section and its tables.
template <class Optional>
std::vector<std::uint8_t> headers(const PeLayout& layout, const DataDirectory& tables, std::uint64_t section_bytes) {
  Writer out;
  out.text("MZ");
  out.pad_to(offsetof(pe::ImageDosHeader, e_lfanew));
  out.put(pe::Dword(header_at));
  pe::ImageNtHeaders nt;
  nt.Signature = pe::image_nt_signature;
  nt.FileHeader.Machine = layout.machine;
  nt.FileHeader.NumberOfSections = 1;
  nt.FileHeader.SizeOfOptionalHeader = sizeof(Optional) + sizeof(tables);
  nt.FileHeader.Characteristics = layout.characteristics;
  out.put(nt);
  Optional optional;
  optional.Magic = layout.plus ? pe::image_nt_optional_hdr64_magic : pe::image_nt_optional_hdr32_magic;
  optional.SectionAlignment = section_address;
  optional.FileAlignment = section_at;
  optional.MajorSubsystemVersion = layout.major_subsystem;
  optional.MinorSubsystemVersion = layout.minor_subsystem;
  optional.SizeOfImage = section_address + section_bytes;
  optional.SizeOfHeaders = section_at;
  optional.NumberOfRvaAndSizes = tables.size();
  out.put(optional);
  out.put(tables);
  pe::ImageSectionHeader section;
  section.Name = {'.', 'i', 'm', 'p', 'o', 'r', 't'};
  section.VirtualSize = section_bytes;
  section.VirtualAddress = section_address;
  section.SizeOfRawData = section_bytes;
  section.PointerToRawData = section_at;
  out.put(section);
  return out.take();
}

class Excerpt {
 public:
  Excerpt(const Image& image, const PeLayout& layout) : image_(image), reader_(image), layout_(layout) {
    body_.pad_to(section_at);
  }

  void add_imports() {
    add(pe::image_directory_entry_import, layout_.imports, &pe::ImageImportDescriptor::Name);
    add(pe::image_directory_entry_delay_import, layout_.delay_imports, &pe::ImageDelayloadDescriptor::DllNameRVA);
  }

  std::vector<std::uint8_t> take() {
    const std::uint64_t bytes = body_.size() - section_at;
    const std::vector<std::uint8_t> front = layout_.plus ? headers<pe::ImageOptionalHeader64>(layout_, tables_, bytes)
                                                         : headers<pe::ImageOptionalHeader32>(layout_, tables_, bytes);
    std::vector<std::uint8_t> all = body_.take();
    std::copy(front.begin(), front.end(), all.begin());
    return all;
  }

 private:
  // Descriptors, an empty one that ends them, and the names that one of their fields points to.
  template <class Descriptor>
  void add(std::uint32_t directory, const std::vector<FileRange>& names, pe::Dword Descriptor::*name_field) {
    if (names.empty()) return;
    const std::uint64_t size = (names.size() + 1) * sizeof(Descriptor);
    tables_.at(directory) = {address(), size};
    std::uint64_t row = body_.size();
    body_.pad_to(row + size);
    for (const FileRange& name : names) {
      Descriptor descriptor;
      descriptor.*name_field = address();
      body_.patch(row, descriptor);
      append(name);
      row += sizeof(Descriptor);
    }
    body_.align(8);
  }

  std::uint64_t address() const { return body_.size() - section_at + section_address; }

  void append(const FileRange& name) {
    if (body_.size() + name.size > most_names(image_) + most_tables) throw too_many_names(image_);
    body_.text(reader_.text(name.offset, name.size, "the name of an imported DLL"));
  }

  static constexpr std::uint64_t most_tables = std::uint64_t{1} << 20;  // descriptors beside the names: 4096 per table

  const Image& image_;
  Reader reader_;
  const PeLayout& layout_;
  Writer body_;
  DataDirectory tables_;
};

}  // namespace

std::vector<std::uint8_t> pe_excerpt(const Image& image, const PeLayout& layout) {
  Excerpt excerpt(image, layout);
  excerpt.add_imports();
  return excerpt.take();
}

}  // namespace platlint
