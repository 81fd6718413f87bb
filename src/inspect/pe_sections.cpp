// SPDX-License-Identifier: Apache-2.0
#include "inspect/pe_sections.hpp"

#include <algorithm>

#include "facts/pe_format.hpp"

namespace platlint {

namespace {

constexpr std::uint64_t page = 0x1000;   // of every processor that Windows runs on
constexpr std::uint64_t sector = 0x200;  // the loader rounds PointerToRawData down to it

}  // namespace

PeSections::PeSections(const Reader& reader, const PeSectionTable& table)
    : reader_(reader), table_(table), end_(table.headers_size) {
  check_alignment();
  for (const pe::ImageSectionHeader& row :
       reader_.get_all<pe::ImageSectionHeader>(table.offset, table.count, "the section table"))
    add({row.VirtualAddress, row.VirtualSize, row.PointerToRawData, row.SizeOfRawData});
}

// If the alignment is below a page, the file is mapped as it is.
void PeSections::check_alignment() const {
  if (table_.alignment < page && table_.alignment != table_.file_alignment) {
    throw unreadable("sections aligned to " + std::to_string(table_.alignment) + " bytes in memory, to " +
                     std::to_string(table_.file_alignment) + " in the file");
  }
}

// "PE Format", Section Table: in ascending order, at multiples of the alignment.
void PeSections::add(const Section& section) {
  const bool filled = section.size != 0 && section.offset != 0;
  if (filled) reader_.require(section.offset, section.size, "a section");
  const std::uint64_t memory = section.memory == 0 ? section.size : section.memory;
  if (memory == 0) return;
  if (section.address < end_) throw unreadable("a section is mapped over what stands before it");
  end_ = section.address + memory;
  if (table_.alignment >= page && section.address % page != 0) throw unreadable("a section begins inside a page");
  if (!filled) return;
  if (table_.alignment < page) {
    if (section.address != section.offset && !table_.firmware) {
      throw unreadable("a section that is mapped as it is stands elsewhere in the file than in memory");
    }
    return sections_.push_back(section);
  }
  const std::uint64_t mapped = std::min(section.size, (memory + page - 1) / page * page);
  const std::uint64_t offset = table_.firmware ? section.offset : section.offset / sector * sector;
  sections_.push_back({section.address, memory, offset, mapped});
}

std::optional<std::uint64_t> PeSections::find(std::uint64_t address, std::uint64_t size) const {
  for (const Section& section : sections_) {
    if (address < section.address) continue;
    const std::uint64_t into = address - section.address;
    if (into < section.size && size <= section.size - into) return section.offset + into;
  }
  if (address < table_.headers_size && reader_.holds(address, size)) return address;
  return std::nullopt;
}

std::uint64_t PeSections::in_file(std::uint64_t address, std::uint64_t size, const std::string& what) const {
  if (const std::optional<std::uint64_t> offset = find(address, size)) return *offset;
  throw unreadable(what + " lies in no section");
}

}  // namespace platlint
