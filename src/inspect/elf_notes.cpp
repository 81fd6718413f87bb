// SPDX-License-Identifier: Apache-2.0
// LIEF does not read these: 0.12 knows no GNU properties, aligns every note to 4 bytes, and swaps descriptions word by
// word (src/ELF/Parser.cpp, parse_notes). Later versions have other classes of notes.
#include "inspect/elf_notes.hpp"

#include <string>
#include <string_view>

namespace platlint {

namespace {

using namespace std::literals;

// Notes, and properties in them, of all segments of a file. Real files have fewer than 100, and a large note (a program
// that Node carries in itself) is skipped. There may be thousands of segments, each of them the same part of the file.
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

template <std::endian order>
class NoteReader {
 public:
  explicit NoteReader(const Image& image) : reader_(image) {}

  ElfNotes read(const ElfLayout& layout) {
    for (const ElfSegment& segment : layout.segments) {
      if (segment.type == elf::pt_note) read_segment(segment);
    }
    return notes_;
  }

 private:
  void read_segment(const ElfSegment& segment);
  void read_note(std::string_view owner, std::uint32_t type, std::uint64_t at, std::uint64_t size, std::uint64_t align);
  void read_properties(std::uint64_t at, std::uint64_t end, std::uint64_t align);

  std::uint32_t word(std::uint64_t at) const { return reader_.get<U32<order>>(at, "a note"); }

  Reader reader_;
  Steps steps_;
  ElfNotes notes_;
};

template <std::endian order>
void NoteReader<order>::read_properties(std::uint64_t at, std::uint64_t end, std::uint64_t align) {
  using Property = elf::Property<order>;
  while (at + sizeof(Property) <= end) {
    steps_.take();
    const auto property = reader_.get<Property>(at, "a GNU property");
    at += sizeof(Property);
    if (property.pr_datasz > end - at) return;
    if (property.pr_type == elf::gnu_property_x86_isa_1_needed && property.pr_datasz >= 4) {
      const std::uint32_t bits = word(at);
      for (std::uint8_t level = 1; level <= 4; ++level) {
        if ((bits & (1U << (level - 1))) != 0) notes_.x86_level = level;
      }
    }
    at += aligned(property.pr_datasz, align);
  }
}

template <std::endian order>
void NoteReader<order>::read_note(std::string_view owner, std::uint32_t type, std::uint64_t at, std::uint64_t size,
                                  std::uint64_t align) {
  if (owner == "GNU\0"sv && type == elf::nt_gnu_property_type_0) read_properties(at, at + size, align);
  if (owner == "GNU\0"sv && type == elf::nt_gnu_abi_tag && size >= 16) {
    // Linux, GNU (Hurd), Solaris, FreeBSD: elf.h, ELF_NOTE_OS_*
    constexpr System systems[]{System::linux, System::hurd, System::solaris, System::freebsd};
    if (const std::uint32_t os = word(at); os < 4) notes_.system = systems[os];
  }
  if (owner == "Android\0"sv && type == 1 && size >= 4) notes_.android_api = word(at) % 1'000'000;
  if (owner == "FreeBSD\0"sv && type == 1) notes_.system = System::freebsd;
  if (owner == "OpenBSD\0"sv) notes_.system = System::openbsd;
  if (owner == "NetBSD\0"sv && type == 1) notes_.system = System::netbsd;
}

// If a note is wrong, loaders skip the rest of the notes, and load the file (glibc elf/dl-load.c, _dl_process_pt_note).
// Old versions of patchelf left such notes behind, and linkers align one of several notes to more than the rest.
template <std::endian order>
void NoteReader<order>::read_segment(const ElfSegment& segment) {
  using Header = elf::Nhdr<order>;
  if (!reader_.holds(segment.offset, segment.size)) return;
  // 8 in 64-bit GNU property notes, and 4 in all others, whatever the header says.
  const std::uint64_t align = segment.align == 8 ? 8 : 4;
  const std::uint64_t end = segment.offset + segment.size;
  std::uint64_t at = segment.offset;
  while (at + sizeof(Header) <= end) {
    steps_.take();
    const auto header = reader_.get<Header>(at, "a note");
    const std::uint64_t name_size = header.n_namesz, size = header.n_descsz;
    const std::uint64_t name = at + sizeof(Header);
    const std::uint64_t description = aligned(name + name_size, align);
    if (name_size > end - name || (size != 0 && (description > end || size > end - description))) return;
    constexpr std::uint64_t longest_owner = 8;  // of those that read_note knows, with their NUL
    if (name_size <= longest_owner)
      read_note(reader_.text(name, name_size, "a note"), header.n_type, description, size, align);
    at = aligned(description + size, align);
  }
}

}  // namespace

ElfNotes read_elf_notes(const Image& image, const ElfLayout& layout) {
  return with_order(layout.order, [&](auto order) { return NoteReader<order>(image).read(layout); });
}

}  // namespace platlint
