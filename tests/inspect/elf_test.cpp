// SPDX-License-Identifier: Apache-2.0
// An ELF library with one field changed. If a loader still loads it, it is read; if not, it is damage. Each change was
// tried on glibc 2.36 (dlopen) before it was added here.
#include <doctest/doctest.h>

#include <cstdint>
#include <cstring>
#include <string>

#include "elf_file.hpp"

using namespace platlint;

namespace {

constexpr std::uint32_t pt_load = 1, pt_dynamic = 2, pt_interp = 3, pt_note = 4, pt_gnu_stack = 0x6474e551;

const std::string library = "elf-x86_64-glibc-2.17.so", named = "elf-x86_64-soname.so", pie = "elf-x86_64-glibc-pie";

void check_same(const Elf& changed, const std::string& fixture) {
  const Inspection inspection = inspected(changed.bytes);
  INFO((inspection.damage ? inspection.damage->reason : "no damage"));
  REQUIRE(inspection.artifacts.size() == 1);
  Artifact expected = inspected(read_fixture(fixture)).artifacts.at(0);
  expected.page_size = inspection.artifacts[0].page_size;  // glibc does not look at it, Android's linker does
  CHECK(inspection.artifacts[0] == expected);
  CHECK(damage(changed.bytes, {.second_opinion = true}) == "none");
}

}  // namespace

TEST_CASE("nobody reads the interpreter of a library") {
  for (const std::string& fixture : {library, named}) {
    CAPTURE(fixture);
    Elf elf(fixture);
    Segment& stack = elf.segment(pt_gnu_stack);
    stack = {pt_interp, 4, 7, 7, 7, 1, 1, 1};  // e_ident's last byte: one NUL
    check_same(elf, fixture);
    stack.offset = elf.bytes.size() + 100;
    check_same(elf, fixture);
  }
  Elf told(named);
  told.segment(pt_gnu_stack) = {pt_interp, 4, 1, 1, 1, 15, 15, 1};  // "ELF\2\1\1"
  check_same(told, named);
}

TEST_CASE("the kernel reads the interpreter of a program") {
  Elf elf(pie);
  Segment& interpreter = elf.segment(pt_interp);
  elf.bytes[interpreter.offset] = '\0';
  CHECK(damage(elf.bytes) == "the interpreter has no name");
  interpreter.offset = elf.bytes.size();
  CHECK(damage(elf.bytes).starts_with("the interpreter ends at"));
}

TEST_CASE("notes that go wrong are not read on, and the file is") {
  for (const unsigned align : {1U, 4U, 8U, 32U}) {
    Elf elf(library);
    const Segment text = elf.segment(pt_load, 1);
    elf.segment(pt_gnu_stack) = {pt_note, 4, text.offset, text.address, 0, text.size, text.size, align};
    check_same(elf, library);
  }
  Elf outside(library);
  outside.segment(pt_gnu_stack) = {pt_note, 4, std::uint64_t{1} << 40, 0, 0, std::uint64_t{1} << 40, 0, 3};
  check_same(outside, library);
}

TEST_CASE("a note before one that goes wrong counts") {
  Elf elf("elf-x86_64-isa-v3.so");
  elf.at<std::uint32_t>(elf.segment(pt_note).offset + 0x20) = 0xFFFFFF00;  // n_namesz of the note that follows
  CHECK(inspected(elf.bytes).artifacts.at(0).x86_level == 3);
}

TEST_CASE("an alignment that is no page's does not matter, an address that does not match does") {
  for (const unsigned align : {0U, 1U, 3U, 16U, 65536U}) {
    CAPTURE(align);
    Elf elf(library);
    for (std::size_t i = 0; i < 3; ++i) elf.segment(pt_load, i).align = align;
    check_same(elf, library);
    elf.segment(pt_load, 2).address += 16;
    CHECK(damage(elf.bytes) == "a segment's address does not match its offset in the file");
  }
}

TEST_CASE("what stands in the last page behind a segment is mapped with it") {
  Elf elf(library);
  const Segment dynamic = elf.segment(pt_dynamic);
  Segment& load = elf.load_of(dynamic.address);
  load.size = load.memory = dynamic.address - load.address;
  REQUIRE((dynamic.address & ~std::uint64_t{0xFFF}) == ((dynamic.address + dynamic.size) & ~std::uint64_t{0xFFF}));
  check_same(elf, library);
  load.memory = load.size + 1;  // bytes that are not in the file are cleared, up to the end of the page
  CHECK(damage(elf.bytes) == "the dynamic section lies in no loaded segment");
}

TEST_CASE("a table may span two segments that are neighbours") {
  Elf elf(library);
  const Segment dynamic = elf.segment(pt_dynamic);
  Segment& first = elf.load_of(dynamic.address);
  const std::uint64_t middle = dynamic.address + 32, shift = first.offset - first.address;
  Segment& second = elf.segment(pt_gnu_stack);
  second = {
      pt_load, 6, middle + shift, middle, 0, first.address + first.size - middle, first.address + first.memory - middle,
      0x1000};
  first.size = first.memory = middle - first.address;
  const Inspection inspection = inspected(elf.bytes);
  REQUIRE(inspection.artifacts.size() == 1);
  CHECK(inspection.artifacts[0].libraries == inspected(read_fixture(library)).artifacts.at(0).libraries);
}

TEST_CASE("a dynamic section that says nothing is damage") {
  Elf zeros(library);
  const Segment dynamic = zeros.segment(pt_dynamic);
  std::memset(zeros.bytes.data() + dynamic.offset, 0, dynamic.size);
  CHECK(damage(zeros.bytes) == "the dynamic section is empty");
  constexpr std::uint64_t ignored = 0x6000DEAD, dt_symtab = 6, dt_strtab = 5, dt_hash = 4, dt_gnu_hash = 0x6ffffef5;
  Elf no_symbols(library);
  no_symbols.dynamic(dt_symtab).tag = ignored;
  CHECK(damage(no_symbols.bytes) == "the dynamic section names no symbol table");
  Elf no_strings(library);
  no_strings.dynamic(dt_strtab).tag = ignored;
  CHECK(damage(no_strings.bytes) == "the dynamic section names no string table");
  Elf no_hash(named);
  no_hash.dynamic(dt_hash).tag = ignored;
  check_same(no_hash, named);  // the other one is enough
  no_hash.dynamic(dt_gnu_hash).tag = ignored;
  CHECK(damage(no_hash.bytes) == "a library without a symbol hash table");
}

TEST_CASE("names and tables of zeros are damage") {
  constexpr std::uint64_t dt_needed = 1, dt_strtab = 5, dt_gnu_hash = 0x6ffffef5;
  Elf unnamed(library);
  const Segment& holds_strings = unnamed.load_of(unnamed.dynamic(dt_strtab).value);
  const std::uint64_t strings = holds_strings.offset + unnamed.dynamic(dt_strtab).value - holds_strings.address;
  unnamed.bytes[strings + unnamed.dynamic(dt_needed).value] = '\0';
  CHECK(damage(unnamed.bytes) == "a needed library has no name");
  Elf unhashed(library);
  const std::uint64_t hash = unhashed.dynamic(dt_gnu_hash).value;
  const Segment& holds_hash = unhashed.load_of(hash);
  unhashed.at<std::uint32_t>(holds_hash.offset + hash - holds_hash.address) = 0;
  CHECK(damage(unhashed.bytes) == "the symbol hash table is zeros");
}

TEST_CASE("a file whose second half was never written is damage") {
  for (const std::string& fixture :
       {library, named, pie, std::string("elf-x86_64-musl.so"), std::string("elf-aarch64-android-24.so"),
        std::string("elf-x86_64-no-sections.so"), std::string("elf-x86_64-static-pie"),
        std::string("elf-x86_64-static"), std::string("elf-s390x-glibc-2.17.so"), std::string("macho-arm64.dylib"),
        std::string("macho-x86_64.dylib"), std::string("macho-universal2.bundle"), std::string("macho-arm64"),
        std::string("pe-amd64.dll"), std::string("pe-x86.exe"), std::string("pe-arm64.pyd"),
        std::string("pe-amd64-signed.dll")}) {
    CAPTURE(fixture);
    std::string bytes = read_fixture(fixture);
    std::fill(bytes.begin() + static_cast<std::ptrdiff_t>(bytes.size() / 2), bytes.end(), '\0');
    CHECK(damage(bytes) != "none");
  }
}

TEST_CASE("what the file says of pages, of ARM and of itself") {
  const auto only = [](const std::string& bytes) { return inspected(bytes).artifacts.at(0); };
  CHECK(only(read_fixture("elf-aarch64-android-24.so")).page_size == 0x1000);
  CHECK(only(read_fixture("elf-armv7l-glibc-2.17.so")).arm_version == 7);
  CHECK(only(read_fixture("elf-x86_64-glibc-2.17.so")).arm_version == 0);
  CHECK(only(read_fixture("elf-x86_64-glibc-2.17.so")).versions.empty());
  const std::string whole = read_fixture("elf-x86_64-glibc-2.17.so");
  const auto odd = [&](std::size_t at, char byte) {
    std::string bytes = whole;
    bytes[at] = byte;
    return only(bytes).odd_identification;
  };
  CHECK(!odd(7, 0));
  CHECK(!odd(7, 3));
  CHECK(odd(7, 97));
  CHECK(odd(8, 1));
  CHECK(odd(9, 1));
  CHECK(odd(15, 1));
  CHECK(!odd(7, 9));  // FreeBSD's own
}
