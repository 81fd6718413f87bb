// SPDX-License-Identifier: Apache-2.0
// Not LIEF's to read: 0.12 knows no GNU properties, aligns every note to 4 bytes, and swaps descriptions word by word
// (src/ELF/Parser.cpp, parse_notes); later versions have other classes of notes.
#include "inspect/elf_notes.hpp"

#include <string>
#include <string_view>

namespace platlint {

namespace {

using namespace std::literals;

constexpr std::uint32_t nt_gnu_abi_tag = 1, nt_gnu_property_type_0 = 5;
constexpr std::uint32_t gnu_property_x86_isa_1_needed = 0xc0008002;

// Notes, and properties in them, of all segments of a file: real files have fewer than 100, and a large one (a program
// that Node carries in itself) is stepped over. Segments may be thousands, and each the same part of the file.
constexpr unsigned most_notes = 4096;

class Steps {
 public:
  void take() {
    if (++taken_ > most_notes) throw unreadable("more than " + std::to_string(most_notes) + " notes");
  }

 private:
  unsigned taken_ = 0;
};

std::uint64_t aligned(std::uint64_t value, std::uint64_t to) {
  return (value + to - 1) / to * to;
}

void read_properties(ElfNotes& notes, const Reader& reader, Steps& steps, std::uint64_t at, std::uint64_t end,
                     std::uint64_t align) {
  while (at + 8 <= end) {
    steps.take();
    const std::uint32_t type = reader.u32(at, "");
    const std::uint32_t size = reader.u32(at + 4, "");
    at += 8;
    if (size > end - at) return;
    if (type == gnu_property_x86_isa_1_needed && size >= 4) {
      const std::uint32_t bits = reader.u32(at, "");
      for (std::uint8_t level = 1; level <= 4; ++level) {
        if ((bits & (1U << (level - 1))) != 0) notes.x86_level = level;
      }
    }
    at += aligned(size, align);
  }
}

void read_note(ElfNotes& notes, const Reader& reader, Steps& steps, std::string_view owner, std::uint32_t type,
               std::uint64_t at, std::uint64_t size, std::uint64_t align) {
  if (owner == "GNU\0"sv && type == nt_gnu_property_type_0) read_properties(notes, reader, steps, at, at + size, align);
  if (owner == "GNU\0"sv && type == nt_gnu_abi_tag && size >= 16) {
    // Linux, GNU (Hurd), Solaris, FreeBSD: elf.h, ELF_NOTE_OS_*
    constexpr System systems[]{System::linux, System::hurd, System::solaris, System::freebsd};
    if (const std::uint32_t os = reader.u32(at, ""); os < 4) notes.system = systems[os];
  }
  if (owner == "Android\0"sv && type == 1 && size >= 4) notes.android_api = reader.u32(at, "") % 1'000'000;
  if (owner == "FreeBSD\0"sv && type == 1) notes.system = System::freebsd;
  if (owner == "OpenBSD\0"sv) notes.system = System::openbsd;
  if (owner == "NetBSD\0"sv && type == 1) notes.system = System::netbsd;
}

// Loaders give up on notes that go wrong, and load the file (glibc elf/dl-load.c, _dl_process_pt_note): old patchelf
// left some behind, and linkers align one of several notes to more than the rest.
void read_segment(ElfNotes& notes, const Reader& reader, Steps& steps, const ElfSegment& segment) {
  if (!reader.holds(segment.offset, segment.size)) return;
  // 8 in 64-bit GNU property notes, 4 in all others, whatever the header says.
  const std::uint64_t align = segment.align == 8 ? 8 : 4;
  const std::uint64_t end = segment.offset + segment.size;
  std::uint64_t at = segment.offset;
  while (at + 12 <= end) {
    steps.take();
    const std::uint64_t name_size = reader.u32(at, "");
    const std::uint64_t size = reader.u32(at + 4, "");
    const std::uint32_t type = reader.u32(at + 8, "");
    const std::uint64_t name = at + 12;
    const std::uint64_t description = aligned(name + name_size, align);
    if (name_size > end - name || (size != 0 && (description > end || size > end - description))) return;
    constexpr std::uint64_t longest_owner = 8;  // of those that read_note knows, with their NUL
    if (name_size <= longest_owner) {
      read_note(notes, reader, steps, reader.text(name, name_size, "a note"), type, description, size, align);
    }
    at = aligned(description + size, align);
  }
}

}  // namespace

ElfNotes read_elf_notes(const Image& image, const ElfLayout& layout) {
  ElfNotes notes;
  const Reader reader(image, layout.order);
  Steps steps;
  for (const ElfSegment& segment : layout.segments) {
    if (segment.type == pt_note) read_segment(notes, reader, steps, segment);
  }
  return notes;
}

}  // namespace platlint
