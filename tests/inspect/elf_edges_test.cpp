// SPDX-License-Identifier: Apache-2.0
// ELF files at the edges of what is read: each note by its owner and type, each ceiling at its number and one above it,
// tables that end at the last byte.
#include <doctest/doctest.h>

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "inspect/elf_file.hpp"
#include "inspect/made.hpp"

using namespace platlint;
using namespace made;
using namespace std::string_literals;

namespace {

constexpr std::uint32_t pt_load = 1, pt_dynamic = 2, pt_interp = 3, pt_note = 4, pt_gnu_stack = 0x6474e551;
constexpr std::uint64_t dt_needed = 1, dt_strtab = 5, dt_strsz = 10, dt_soname = 14, dt_rpath = 15, dt_symtab = 6,
                        dt_runpath = 29, dt_flags = 30, dt_textrel = 22, dt_flags_1 = 0x6ffffffb,
                        dt_relacount = 0x6ffffff9, dt_verneed = 0x6ffffffe, dt_verneednum = 0x6fffffff,
                        ignored = 0x6000DEAD;

const std::string library = "elf-x86_64-glibc-2.17.so", of_one_need = "elf-x86_64-glibc-2.34.so";

Artifact only(const std::string& bytes) {
  const Inspection inspection = inspected(bytes);
  INFO((inspection.damage ? inspection.damage->reason : "no damage"));
  REQUIRE(inspection.artifacts.size() == 1);
  return inspection.artifacts[0];
}

std::string note(const std::string& owner, std::uint32_t type, const std::string& description, std::size_t align = 4) {
  const auto up = [&](std::size_t size) { return (size + align - 1) / align * align; };
  const std::string head = u32(owner.size()) + u32(description.size()) + u32(type) + owner;
  return padded(head, up(head.size())) + padded(description, up(description.size()));
}

/// The library with one more segment of notes.
std::string with_notes(const std::string& notes, std::uint64_t align = 4, std::uint64_t less = 0) {
  Segment segment{pt_note, 4, 0, 0, 0, notes.size() - less, notes.size() - less, align};
  segment.offset = with_segments(segment, 1, "").size();
  return with_segments(segment, 1, notes);
}

System system_by(const std::string& notes, std::uint64_t align = 4, std::uint64_t less = 0) {
  return only(with_notes(notes, align, less)).system;
}

/// Words of 32 bits.
std::string words(const std::vector<std::uint32_t>& values) {
  std::string bytes;
  for (const std::uint32_t value : values) bytes += u32(value);
  return bytes;
}

const std::string gnu = "GNU\0"s, freebsd = "FreeBSD\0"s, netbsd = "NetBSD\0"s, openbsd = "OpenBSD\0"s,
                  android = "Android\0"s;

// NT_GNU_PROPERTY_TYPE_0 with GNU_PROPERTY_X86_ISA_1_NEEDED.
std::string needed_level(std::uint32_t bits, std::uint32_t type = 0xc0008002, std::uint32_t note_type = 5) {
  return note(gnu, note_type, words({type, 4, bits, 0}), 8);
}

std::uint8_t level_by(const std::string& notes) {
  return only(with_notes(notes, 8)).x86_level;
}

/// The library with one more loaded segment at its end, where `table` stands, and the dynamic entry `tag` that leads
/// there, in place of `old`.
struct Grown {
  Elf elf;
  std::uint64_t offset, address;

  Grown(const std::string& fixture, const std::string& table, std::size_t room = 0) : elf(fixture) {
    elf.bytes = padded(elf.bytes, (elf.bytes.size() + 0xFFF) / 0x1000 * 0x1000);
    offset = elf.bytes.size();
    address = 0x100000 + offset;
    elf.bytes += table + zeros(room);
    elf.segment(pt_gnu_stack) = {pt_load, 4, offset, address, 0, table.size(), table.size(), 0x1000};
  }
};

/// As `count` dynamic entries, of which the library's own are the first.
std::string with_dynamic(std::size_t count) {
  const Elf original(library);
  std::string table;
  for (std::uint64_t at = Elf(library).segment(pt_dynamic).offset; Elf(library).at<std::uint64_t>(at) != 0;
       at += sizeof(Dynamic)) {
    table += original.bytes.substr(at, sizeof(Dynamic));
  }
  while (table.size() < count * sizeof(Dynamic)) table += u64(ignored) + u64(0);
  table += zeros(sizeof(Dynamic));
  Grown grown(library, table);
  Segment& dynamic = grown.elf.segment(pt_dynamic);
  dynamic.offset = grown.offset;
  dynamic.address = grown.address;
  dynamic.size = dynamic.memory = table.size();
  return grown.elf.bytes;
}

/// Elfxx_Verneed with `count` Elfxx_Vernaux, all of the library's first version.
std::string with_versions(std::size_t needs, std::size_t count, std::uint32_t last = 0) {
  Elf original(of_one_need);
  const std::uint64_t old = original.place(dt_verneed);
  const std::uint32_t file = original.at<std::uint32_t>(old + 4), name = original.at<std::uint32_t>(old + 16 + 8);
  std::string table;
  for (std::size_t i = 0; i < needs; ++i) {
    const std::uint64_t size = 16 * (1 + count);
    table += u16(1) + u16(count) + u32(file) + u32(16) + u32(i + 1 == needs ? last : size);
    for (std::size_t j = 0; j < count; ++j)
      table += u32(0) + u16(0) + u16(2) + u32(name) + u32(j + 1 == count ? 0 : 16);
  }
  Grown grown(of_one_need, table, std::size_t{1} << 19);  // names may take as much as the file has
  grown.elf.dynamic(dt_verneed).value = grown.address;
  grown.elf.dynamic(dt_verneednum).value = needs;
  return grown.elf.bytes;
}

}  // namespace

TEST_CASE("a note of a system's own says which it is") {
  const std::array systems{System::linux, System::hurd, System::solaris, System::freebsd};
  for (std::uint32_t os = 0; os < systems.size(); ++os) {
    CAPTURE(os);
    CHECK(system_by(note(gnu, 1, words({os, 3, 2, 0}))) == systems[os]);
  }
  CHECK(system_by(note(gnu, 1, words({4, 3, 2, 0}))) == System::linux);  // by its C library
  CHECK(system_by(note(gnu, 2, words({1, 3, 2, 0}))) == System::linux);
  CHECK(system_by(note(gnu, 1, words({1, 3, 2}))) == System::linux);
  CHECK(system_by(note("GNX\0"s, 1, words({1, 3, 2, 0}))) == System::linux);
  CHECK(system_by(note(freebsd, 1, words({1400500}))) == System::freebsd);
  CHECK(system_by(note(freebsd, 2, words({1400500}))) == System::linux);
  CHECK(system_by(note(netbsd, 1, words({1001000000}))) == System::netbsd);
  CHECK(system_by(note(netbsd, 2, words({1001000000}))) == System::linux);
  CHECK(system_by(note(openbsd, 1, words({0}))) == System::openbsd);
  CHECK(system_by(note(openbsd, 2, words({0}))) == System::openbsd);
  CHECK(system_by(note(openbsd + zeros(1), 1, words({0}))) == System::linux);
}

TEST_CASE("a note of Android's says the level of its interface") {
  const auto level = [](std::uint32_t type, const std::string& description) {
    return only(with_notes(note(android, type, description))).minimum_system;
  };
  CHECK(level(1, words({24})) == Version{24, 0, 0});
  CHECK(level(1, words({24, 7})) == Version{24, 0, 0});
  CHECK(level(1, words({999'999})) == Version{999'999, 0, 0});
  CHECK(level(1, words({2, 0})) == Version{2, 0, 0});
  CHECK(level(1, words({1'000'035})) == Version{35, 0, 0});
  CHECK_FALSE(level(1, "abc"));
  CHECK_FALSE(level(2, words({24})));
  CHECK(system_by(note(android, 1, words({24}))) == System::android);
}

TEST_CASE("notes are read one after the other, up to the end of their segment") {
  const std::string bsd = note(netbsd, 1, words({1}));
  CHECK(system_by(note("x\0"s, 7, "12345") + bsd) == System::netbsd);
  CHECK(system_by(note("", 7, "") + bsd) == System::netbsd);
  CHECK(system_by(note("a very long owner\0"s, 7, "1234") + bsd) == System::netbsd);
  CHECK(system_by(bsd + note(freebsd, 1, words({1}))) == System::freebsd);
  CHECK(system_by(bsd) == System::netbsd);
  CHECK(system_by(bsd, 4, 1) == System::linux);
  CHECK(system_by(note(netbsd, 1, ""), 4, 1) == System::netbsd);  // its owner's padding need not be there
  CHECK(system_by(note(netbsd, 1, ""), 4, 2) == System::linux);
  // In segments aligned to 8 bytes, what follows is too; 16 is no such alignment.
  const std::string bsd_8 = note(netbsd, 1, words({1}), 8);
  CHECK(system_by(note(gnu, 7, words({1}), 8) + bsd_8, 8) == System::netbsd);
  CHECK(system_by(note(gnu, 7, words({1}), 4) + bsd, 16) == System::netbsd);
  CHECK(system_by(note("x\0"s, 7, "12345", 8) + bsd_8, 8) == System::netbsd);
}

TEST_CASE("the level of x86-64 is the highest that is needed") {
  CHECK(level_by(needed_level(0)) == 0);
  for (std::uint8_t level = 1; level <= 4; ++level) {
    CHECK(level_by(needed_level(1U << (level - 1))) == level);
    CHECK(level_by(needed_level((1U << level) - 1)) == level);
  }
  CHECK(level_by(needed_level(0x10)) == 0);
  CHECK(level_by(needed_level(0x15)) == 3);
  CHECK(level_by(needed_level(4, 0xc0010002)) == 0);  // what it uses, if it is there
  CHECK(level_by(needed_level(4, 0xc0008002, 4)) == 0);
  CHECK(level_by(note(gnu, 5, words({0xc0008002, 3, 4, 0}), 8)) == 0);
  CHECK(level_by(note(gnu, 5, words({0xc0008002, 8, 4, 0}), 8)) == 3);
  CHECK(level_by(note(gnu, 5, words({0xc0008002, 9, 4, 0}), 8)) == 0);  // it runs past the note
  CHECK(level_by(note(gnu, 5, words({0xc0000002, 4, 3, 0, 0xc0008002, 4, 4, 0}), 8)) == 3);
  CHECK(level_by(note(gnu, 5, words({0xc0000002, 0, 0xc0008002, 4, 4, 0}), 8)) == 3);
}

TEST_CASE("4096 notes are read, and not one more") {
  const std::size_t empty = 12;
  CHECK(damage(with_notes(zeros(4096 * empty))) == "none");
  CHECK(damage(with_notes(zeros(4097 * empty))) == "more than 4096 notes");
  CHECK(damage(with_notes(zeros(4097 * empty), 4, 1)) == "none");  // the last is not whole
  // Properties count with their note.
  const auto properties = [](std::size_t count) { return note(gnu, 5, zeros(8 * count), 8); };
  CHECK(damage(with_notes(properties(4095), 8)) == "none");
  CHECK(damage(with_notes(properties(4096), 8)) == "more than 4096 notes");
}

TEST_CASE("4096 dynamic entries are read, and not one more") {
  CHECK(damage(with_dynamic(20)) == "none");
  CHECK(damage(with_dynamic(4096)) == "none");
  CHECK(damage(with_dynamic(4097)) == "too many dynamic entries");
}

TEST_CASE("4096 program headers are read, and not one more") {
  const std::uint16_t own = Elf(library).at<std::uint16_t>(56);
  CHECK(damage(with_segments({}, static_cast<std::uint16_t>(4096 - own), "")) == "none");
  CHECK(damage(with_segments({}, static_cast<std::uint16_t>(4097 - own), "")) ==
        "more program headers than a loader reads");
}

TEST_CASE("4096 needed versions are read, of one library or of as many, and not one more") {
  CHECK(only(with_versions(1, 3)).version_needs.size() == 3);
  CHECK(only(with_versions(3, 1)).version_needs.size() == 3);
  CHECK(only(with_versions(1, 4096)).version_needs.size() == 4096);
  CHECK(damage(with_versions(1, 4097)) == "too many needed versions");
  CHECK(only(with_versions(2, 2048)).version_needs.size() == 4096);
  CHECK(damage(with_versions(2, 2049)) == "too many needed versions");
  CHECK(damage(with_versions(4096, 0)) == "none");
  CHECK(damage(with_versions(4097, 0)) == "too many version needs");
}

TEST_CASE("the links of needed versions lead to as many as there are, and never back") {
  Elf elf(of_one_need);
  const std::uint64_t need = elf.place(dt_verneed);
  REQUIRE(elf.at<std::uint16_t>(need + 2) == 3);  // versions, at 16, 32 and 48
  const auto with = [&](std::uint64_t at, std::uint32_t value) {
    Elf changed = elf;
    changed.at<std::uint32_t>(need + at) = value;
    return damage(changed.bytes);
  };
  const auto counted = [&](std::uint64_t count) {
    Elf changed = elf;
    changed.dynamic(dt_verneednum).value = count;
    return damage(changed.bytes);
  };
  CHECK(with(16 + 12, 0) == "a version need ends before its count");
  CHECK(with(16 + 12, 15) == "needed versions overlap");
  CHECK(with(16 + 8, 0) == "a needed version has no name");
  CHECK(with(4, 0) == "the library of a version need has no name");
  CHECK(with(12, 16) == "the version need table goes on after its count");
  CHECK(counted(1) == "none");
  CHECK(counted(2) == "the version need table ends before its count");
  CHECK(counted(0) == "a version need table without a count");
  CHECK(damage(with_versions(2, 1, 0)) == "none");
  Elf one = elf;
  one.at<std::uint16_t>(need + 2) = static_cast<std::uint16_t>(one.at<std::uint16_t>(need + 2) - 1);
  CHECK(damage(one.bytes) == "a version need goes on after its count");
}

TEST_CASE("a header of another version or of tables of another size is not read") {
  const auto with = [](std::size_t at, const std::string& value) {
    return damage(patched(Elf(library).bytes, at, value));
  };
  CHECK(with(6, "\2") == "unknown ELF version");
  CHECK(with(20, u32(2)) == "unknown ELF version");
  CHECK(with(54, u16(55)) == "program headers of an unknown size");
  CHECK(with(58, u16(63)) == "section headers of an unknown size");
  CHECK(with(4, "\3") == "unknown ELF class 3");
  CHECK(with(4, zeros(1)) == "unknown ELF class 0");
  CHECK(with(5, "\3") == "unknown ELF byte order 3");
  CHECK(with(56, u16(0)) == "it has no program headers");
  // Without sections nobody asks how large their headers are.
  Elf bare(library);
  bare.at<std::uint64_t>(40) = 0;
  bare.at<std::uint16_t>(58) = 63;
  CHECK(damage(bare.bytes) == "none");
  bare.at<std::uint64_t>(40) = 64;
  bare.at<std::uint16_t>(60) = 0;
  CHECK(damage(bare.bytes) != "section headers of an unknown size");
}

TEST_CASE("the section header table ends at the last byte, and not in zeros") {
  Elf elf(library);
  const std::uint64_t table = elf.at<std::uint64_t>(40);
  const std::uint16_t count = elf.at<std::uint16_t>(60);
  REQUIRE(table + count * 64U == elf.bytes.size());
  CHECK(damage(elf.bytes.substr(0, elf.bytes.size() - 1)).starts_with("the section header table ends at"));
  Elf more = elf;
  more.at<std::uint16_t>(60) = static_cast<std::uint16_t>(count + 1);
  CHECK(damage(more.bytes).starts_with("the section header table ends at"));
  more.bytes += zeros(64);
  CHECK(damage(more.bytes) == "the section header table ends in zeros");
  more.bytes.back() = 1;
  CHECK(damage(more.bytes) == "none");
  // One row is section 0, which is zeros.
  Elf first = elf;
  first.at<std::uint16_t>(60) = 1;
  CHECK(damage(first.bytes) == "none");
}

TEST_CASE("what the dynamic section names has a place and an end") {
  const auto changed = [](std::uint64_t tag, Dynamic with) {
    Elf elf("elf-x86_64-runpath.so");
    elf.dynamic(tag) = with;
    return damage(elf.bytes);
  };
  Elf elf("elf-x86_64-runpath.so");
  const std::uint64_t size = elf.dynamic(dt_strsz).value;
  CHECK(changed(dt_strsz, {ignored, 0}) == "the dynamic section has a string table without a size");
  CHECK(changed(dt_strsz, {dt_strsz, 0}).ends_with("has no string table"));
  CHECK(changed(dt_needed, {dt_needed, size - 1}) == "a needed library has no name");
  CHECK(changed(dt_needed, {dt_needed, size}) == "the name of a needed library lies outside the string table");
  CHECK(changed(dt_runpath, {dt_runpath, size - 1}) == "none");
  CHECK(changed(dt_runpath, {dt_runpath, size}) == "a search path lies outside the string table");
  CHECK(changed(dt_runpath, {dt_rpath, size}) == "a search path lies outside the string table");
  CHECK(changed(dt_runpath, {dt_soname, size}) == "the shared object name lies outside the string table");
  CHECK(changed(dt_runpath, {dt_soname, size - 1}) == "none");
  CHECK(changed(dt_runpath, {ignored, size}) == "none");
  CHECK(changed(dt_symtab, {dt_symtab, 1 << 30}) == "the dynamic symbol table lies in no loaded segment");
  Elf endless(library);
  Segment& dynamic = endless.segment(pt_dynamic);
  CHECK(damage(endless.bytes) == "none");
  dynamic.size -= sizeof(Dynamic);
  CHECK(damage(endless.bytes) == "the dynamic section has no end (DT_NULL)");
  dynamic.size = 0;
  CHECK(damage(endless.bytes) == "the dynamic section has no bytes");
}

TEST_CASE("a library has one dynamic section, where its address says") {
  Elf two(library);
  two.segment(pt_gnu_stack) = two.segment(pt_dynamic);
  CHECK(damage(two.bytes) == "it has several dynamic sections");
  Elf elsewhere(library);
  elsewhere.segment(pt_dynamic).offset -= 16;
  CHECK(damage(elsewhere.bytes) == "the dynamic section is loaded from another place than its own");
}

TEST_CASE("a segment lies inside the file, and takes no less room in memory") {
  Elf elf(library);
  Segment& load = elf.segment(pt_load, 2);
  const std::uint64_t size = load.size, whole = elf.bytes.size() - load.offset;
  load.memory = size;
  CHECK(damage(elf.bytes) == "none");
  load.memory = size - 1;
  CHECK(damage(elf.bytes) == "a segment has more bytes in the file than in memory");
  load.size = load.memory = whole;
  CHECK(damage(elf.bytes) == "none");
  load.size = load.memory = whole + 1;
  CHECK(damage(elf.bytes).starts_with("a segment ends at"));
  load.size = 0;
  CHECK(damage(elf.bytes) != "none");
}

TEST_CASE("flags of the dynamic section and of the stack") {
  const auto changed = [](Dynamic with) {
    Elf elf("elf-x86_64-runpath.so");
    elf.dynamic(dt_runpath) = with;
    return only(elf.bytes);
  };
  const auto flagged = [](std::uint64_t tag, std::uint64_t flags) {
    Elf elf("elf-x86_64-runpath.so");
    elf.dynamic(tag).value = flags;
    return only(elf.bytes);
  };
  CHECK_FALSE(changed({ignored, 0}).text_relocations);
  CHECK(changed({dt_textrel, 0}).text_relocations);
  CHECK(flagged(dt_flags, 4).text_relocations);
  CHECK(flagged(dt_flags, 12).text_relocations);
  CHECK_FALSE(flagged(dt_flags, 3).text_relocations);
  CHECK_FALSE(flagged(dt_flags, 8).text_relocations);
  CHECK(changed({36, 0}).relative_relocations);
  CHECK_FALSE(changed({35, 0}).relative_relocations);
  CHECK_FALSE(changed({dt_relacount, 0}).relative_relocations);
  CHECK(flagged(dt_flags_1, 0x40).never_opened);
  CHECK(flagged(dt_flags_1, 0x41).never_opened);
  CHECK_FALSE(flagged(dt_flags_1, 0x3F).never_opened);
  CHECK_FALSE(flagged(dt_flags_1, 0x80).never_opened);
  Elf stack(library);
  for (const std::uint32_t flags : {0U, 4U, 6U}) {
    stack.segment(pt_gnu_stack).flags = flags;
    CHECK_FALSE(only(stack.bytes).executable_stack);
  }
  for (const std::uint32_t flags : {1U, 7U}) {
    stack.segment(pt_gnu_stack).flags = flags;
    CHECK(only(stack.bytes).executable_stack);
  }
}

TEST_CASE("the page size is the smallest of all segments, and at most 64 KiB") {
  const auto pages = [](std::array<std::uint64_t, 3> aligned) {
    Elf elf(library);
    for (std::size_t i = 0; i < 3; ++i) elf.segment(pt_load, i).align = aligned[i];
    return only(elf.bytes).page_size;
  };
  CHECK(pages({0x1000, 0x1000, 0x1000}) == 0x1000);
  CHECK(pages({0x4000, 0x4000, 0x1000}) == 0x1000);
  CHECK(pages({0x1000, 0x4000, 0x4000}) == 0x1000);
  CHECK(pages({0x4000, 0x10000, 0x10000}) == 0x4000);
  CHECK(pages({0x10000, 0x10000, 0x10000}) == 0x10000);
  CHECK(pages({0x20000, 0x200000, 0x20000}) == 0x10000);
  CHECK(pages({0x6000, 0x6000, 0x6000}) == 0x4000);
}

TEST_CASE("the interpreter of a program ends inside its segment") {
  Elf elf("elf-x86_64-glibc-pie");
  Segment& interpreter = elf.segment(pt_interp);
  CHECK(only(elf.bytes).interpreter == "/lib64/ld-linux-x86-64.so.2");
  interpreter.size -= 1;
  CHECK(damage(elf.bytes) == "the interpreter has no end");
  interpreter.size = 0;
  CHECK(damage(elf.bytes) != "none");
}

TEST_CASE("floating point in registers or not") {
  struct Row {
    const char* fixture;
    std::uint32_t flags;
    Architecture architecture;
  };
  const auto with = [](const Row& row) {
    Elf elf(row.fixture);
    const bool is64 = elf.bytes[4] == 2;
    elf.at<std::uint32_t>(is64 ? 48 : 36) = row.flags;
    return only(elf.bytes).architecture;
  };
  for (const Row& row : {Row{"elf-armv7l-glibc-2.17.so", 0x05000400, Architecture::armv7l},
                         {"elf-armv7l-glibc-2.17.so", 0x05000600, Architecture::armv7l},
                         {"elf-armv7l-glibc-2.17.so", 0x05000200, Architecture::armel},
                         {"elf-armv7l-glibc-2.17.so", 0x05000000, Architecture::armv7},
                         {"elf-riscv64-glibc-2.27.so", 5, Architecture::riscv64},
                         {"elf-riscv64-glibc-2.27.so", 4, Architecture::riscv64},
                         {"elf-riscv64-glibc-2.27.so", 6, Architecture::riscv64_soft},
                         {"elf-riscv64-glibc-2.27.so", 2, Architecture::riscv64_soft},
                         {"elf-riscv64-glibc-2.27.so", 1, Architecture::riscv64_soft},
                         {"elf-loongarch64-glibc.so", 0x43, Architecture::loongarch64},
                         {"elf-loongarch64-glibc.so", 0x42, Architecture::loongarch64_soft},
                         {"elf-loongarch64-glibc.so", 0x41, Architecture::loongarch64_soft}}) {
    CAPTURE(row.fixture);
    CAPTURE(row.flags);
    CHECK(with(row) == row.architecture);
  }
}

TEST_CASE("firmware without a loader has no pages but those that it asks for") {
  const auto moved = [](std::uint64_t align, std::uint64_t by) {
    Elf elf("elf-x86_64-static");
    Segment& load = elf.segment(pt_load, 1);
    load.align = align;
    load.address += by;
    return damage(elf.bytes);
  };
  const std::string wrong = "a segment's address does not match its offset in the file";
  for (const std::uint64_t align : {0U, 1U, 3U}) CHECK(moved(align, 1) == "none");
  CHECK(moved(2, 1) == wrong);
  CHECK(moved(2, 2) == "none");
  CHECK(moved(0x100, 0x80) == wrong);
  CHECK(moved(0x1000, 0x100) == wrong);
  CHECK(moved(0x1000, 0x1000) == "none");
  CHECK(moved(0x200000, 0x1000) == "none");  // no more than a page
}

TEST_CASE("a library without code is no debug companion: its other sections have bytes") {
  Elf elf(library);
  for (std::uint16_t i = 0; i < elf.at<std::uint16_t>(56); ++i)
    elf.at<Segment>(elf.at<std::uint64_t>(32) + i * sizeof(Segment)).flags &= ~1U;
  CHECK(only(elf.bytes).kind == Kind::library);
  elf.at<std::uint64_t>(40) = 0;  // and without sections nothing says that it is one
  elf.at<std::uint16_t>(60) = 0;
  CHECK(only(elf.bytes).kind == Kind::library);
}
