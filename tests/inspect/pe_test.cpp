// SPDX-License-Identifier: Apache-2.0
// Windows images, made here: sections that end at the last byte and one byte past it, what zeros leave out, imports as
// the loader takes them.
#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "inspect/elf_file.hpp"
#include "inspect/pe_file.hpp"
#include "inspect/pe_layout.hpp"

using namespace platlint;
using namespace made;
using namespace std::string_literals;

namespace {

Artifact only(const Pe& pe, const Detail& detail = {}) {
  const Inspection inspection = inspected(pe.bytes, detail);
  INFO((inspection.damage ? inspection.damage->reason : "no damage"));
  REQUIRE(inspection.artifacts.size() == 1);
  return inspection.artifacts[0];
}

std::string why(const Pe& pe) {
  return damage(pe.bytes);
}

constexpr std::uint32_t table = 0x1100, names = 0x1300, thunks = 0x1400, name_tables = 0x1500;

/// An image with one descriptor of each, and names at `names`: "a.dll", "b.dll".
Pe importing(const std::vector<std::string>& descriptors, bool plus = true) {
  Pe pe(plus);
  std::string all;
  for (const std::string& one : descriptors) all += one;
  pe.directory(pe_imports, table, static_cast<std::uint32_t>(all.size() + 20));
  pe.write(table, all + zeros(20)).write(names, "a.dll\0b.dll\0"s).write(thunks, pe.thunk(1));
  return pe.write(name_tables, zeros(16));
}

}  // namespace

TEST_CASE("an image says what it is") {
  for (const bool plus : {false, true}) {
    const Artifact artifact = only(Pe(plus));
    CHECK(artifact.format == Format::pe);
    CHECK(artifact.kind == Kind::library);
    CHECK(artifact.architecture == (plus ? Architecture::x86_64 : Architecture::i686));
    CHECK(artifact.system == System::windows);
    CHECK(artifact.minimum_system == Version{6, 0, 0});
  }
  CHECK(only(Pe().put(Pe::header + 22, u16(0))).kind == Kind::executable);
  for (const int subsystem : {9, 10, 11, 12, 13, 14}) {
    CAPTURE(subsystem);
    const bool firmware = subsystem >= 10 && subsystem <= 13;
    CHECK(only(Pe().put(Pe::optional + 68, u16(subsystem))).system == (firmware ? System::uefi : System::windows));
  }
  CHECK(why(Pe().put(Pe::optional, u16(0x107))) == "an optional header of unknown magic 263");
  CHECK(why(Pe().put(Pe::header + 20, u16(112))) != "the optional header is too small");
  CHECK(why(Pe().put(Pe::header + 20, u16(111))) == "the optional header is too small");
  CHECK(why(Pe(false).put(Pe::header + 20, u16(95))) == "the optional header is too small");
}

TEST_CASE("as many directories count as there is room for") {
  Pe pe;
  pe.directory(pe_clr, 0x900, 8);
  CHECK(why(pe) == "the CLR header lies in no section");
  CHECK(why(Pe(pe).set(pe.directories() - 4, pe_clr + 1)) == "the CLR header lies in no section");
  CHECK(why(Pe(pe).set(pe.directories() - 4, pe_clr)) == "none");
}

TEST_CASE("a section lies inside the file") {
  const Pe whole;
  CHECK(why(whole) == "none");
  CHECK(why(Pe(whole).set(whole.section(16), Pe::room + 1)).starts_with("a section ends at"));
  CHECK(why(Pe(whole).set(whole.section(20), Pe::headers_size + 1)).starts_with("a section ends at"));
  CHECK(why(Pe(whole).set(whole.section(16), 0).set(whole.section(20), 1 << 20)) == "none");
  CHECK(why(Pe(whole).put(Pe::header + 6, u16(100))).starts_with("the section table ends at"));
}

TEST_CASE("sections are mapped in ascending order, at whole pages") {
  const auto second = [](std::uint32_t address, std::uint32_t memory) {
    Pe pe;
    pe.put(Pe::header + 6, u16(2));
    return pe.put(pe.sections() + 40, padded(".data", 8) + u32(memory) + u32(address) + u32(0x10) + u32(0x200));
  };
  CHECK(why(second(0x2000, 0x10)) == "none");
  CHECK(why(second(0x2001, 0x10)) == "a section begins inside a page");
  CHECK(why(second(0x1000, 0x10)) == "a section is mapped over what stands before it");
  CHECK(why(Pe(second(0x2000, 0x10)).set(Pe().section(8), 0x1000)) == "none");
  CHECK(why(Pe(second(0x2000, 0x10)).set(Pe().section(8), 0x1001)) == "a section is mapped over what stands before it");
  // Without a size in memory it takes what it has in the file; without either it is not there.
  CHECK(why(Pe(second(0x2000, 0)).set(Pe().section(8), 0)) == "none");
  CHECK(why(Pe(second(0x1000, 0)).set(Pe().section(8), 0)) == "a section is mapped over what stands before it");
  Pe nothing = second(0x1000, 0);
  CHECK(why(nothing.set(nothing.sections() + 40 + 16, 0)) == "none");
  CHECK(why(Pe().set(Pe().section(12), 0)) == "a section is mapped over what stands before it");
}

TEST_CASE("below a page the file is mapped as it is") {
  Pe pe;
  pe.set(Pe::optional + 32, 0x200).set(pe.section(12), 0x200);
  CHECK(why(pe) == "none");
  CHECK(why(Pe(pe).set(Pe::optional + 36, 0x100)) == "sections aligned to 512 bytes in memory, to 256 in the file");
  CHECK(why(Pe(pe).set(Pe::optional + 32, 0xFFF).set(Pe::optional + 36, 0xFFF)) == "none");
  CHECK(why(Pe().set(Pe::optional + 36, 0x1000)) == "none");
  const std::string elsewhere = "a section that is mapped as it is stands elsewhere in the file than in memory";
  CHECK(why(Pe(pe).set(pe.section(12), 0x300)) == elsewhere);
  CHECK(why(Pe(pe).set(pe.section(12), 0x300).put(Pe::optional + 68, u16(10))) == "none");  // firmware
}

TEST_CASE("an address is found in the bytes of a section, of a page, of the headers") {
  const auto clr = [](Pe pe, std::uint32_t address) { return why(pe.directory(pe_clr, address, 72)); };
  const std::string nowhere = "the CLR header lies in no section";
  constexpr std::uint32_t end = Pe::start + Pe::room;
  CHECK(clr(Pe(), end - 20) == "none");
  CHECK(clr(Pe(), end - 19) == nowhere);
  CHECK(clr(Pe(), Pe::start) == "none");
  CHECK(clr(Pe(), Pe::start - 1) == nowhere);
  CHECK(clr(Pe(), Pe::headers_size - 1) == "none");
  CHECK(clr(Pe(), Pe::headers_size) == nowhere);
  // What the section does not use of its last page is mapped, and the rest of its bytes is not.
  Pe large;
  large.bytes += std::string(0x1000, 'x');
  large.set(large.section(16), Pe::room + 0x1000).set(large.section(8), 0x1000);
  CHECK(clr(large, Pe::start + 0x1000 - 20) == "none");
  CHECK(clr(large, Pe::start + 0x1000 - 19) == nowhere);
  CHECK(clr(Pe(large).set(large.section(8), 1), Pe::start + 0x1000 - 20) == "none");
  CHECK(clr(Pe(large).set(large.section(8), 0x1001), Pe::start + 0x1000) == "none");
  // The loader begins at a sector.
  Pe off;
  off.set(off.section(20), Pe::headers_size + 1).set(off.section(16), Pe::room - 1);
  off.directory(pe_clr, Pe::start, 72).write(Pe::start, zeros(16) + u32(1));
  CHECK(only(off).architecture == Architecture::x86_64);
}

TEST_CASE("what a copy that was never finished has zeros in") {
  const auto entry = [](std::uint32_t address, std::size_t count) {
    return why(Pe().set(Pe::optional + 16, address).write(0x1100, zeros(count)));
  };
  CHECK(entry(0x1100, 16) == "the code at the entry point is zeros");
  CHECK(entry(0x1100, 15) == "none");
  CHECK(entry(0x1101, 16) == "none");
  CHECK(entry(0, 16) == "none");
  CHECK(entry(Pe::start + Pe::room, 16) == "none");
  const auto relocations = [](std::uint32_t address, std::uint32_t size, std::size_t count) {
    return why(Pe().directory(pe_relocations, address, size).write(0x1100, zeros(count)));
  };
  CHECK(relocations(0x1100, 9, 8) == "the relocation table is zeros");
  CHECK(relocations(0x1100, 8, 8) == "none");
  CHECK(relocations(0x1100, 9, 7) == "none");
  CHECK(relocations(0, 9, 8) == "none");
  const auto certificates = [](std::uint32_t size, std::size_t count) {
    Pe pe;
    pe.directory(pe_certificates, static_cast<std::uint32_t>(pe.bytes.size()), size);
    pe.bytes += zeros(count) + "xx";
    return why(pe);
  };
  CHECK(certificates(8, 8) == "the certificate table is zeros");
  CHECK(certificates(8, 7) == "none");
  CHECK(certificates(7, 8) == "none");
  CHECK(certificates(10, 7) != "none");
  CHECK(certificates(9, 7) == "none");
  CHECK(certificates(0, 8) == "none");
}

TEST_CASE("each DLL of the table is imported, until one has no name") {
  const std::string a = descriptor(0, names, thunks), b = descriptor(0, names + 6, thunks);
  for (const bool plus : {false, true}) {
    CHECK(only(importing({a}, plus)).libraries == std::vector<Library>{{"a.dll", false}});
    CHECK(only(importing({a, b}, plus)).libraries == std::vector<Library>{{"a.dll", false}, {"b.dll", false}});
    CHECK(only(importing({a, descriptor(thunks, 0, thunks), b}, plus)).libraries.size() == 1);
    CHECK(why(importing({descriptor(0, names, 0)}, plus)) == "an import has no address table");
    CHECK(why(importing({descriptor(0, 0x900, thunks)}, plus)) == "the name of an imported DLL lies in no section");
    CHECK(why(importing({descriptor(0, names, 0x900)}, plus)) == "the address table of an import lies in no section");
  }
  CHECK(only(Pe().directory(pe_imports, 0, 40)).libraries.empty());
  // Its size is not what ends it, and the last descriptor lies inside the section.
  CHECK(only(Pe(importing({a, b})).directory(pe_imports, table, 20)).libraries.size() == 2);
  CHECK(why(Pe().directory(pe_imports, Pe::start + Pe::room - 19, 20)) == "the import table lies in no section");
  CHECK(why(Pe().directory(pe_imports, Pe::start + Pe::room - 20, 20).write(Pe::start + Pe::room - 20, zeros(20))) ==
        "none");
}

TEST_CASE("a table with room for an import and none in it was never written") {
  const auto empty = [](std::uint32_t size, std::size_t count) {
    return why(Pe().directory(pe_imports, table, size).write(table, std::string(40, '\1')).write(table, zeros(count)));
  };
  CHECK(empty(40, 20) == "the import table is zeros");
  CHECK(empty(39, 20) == "none");
  CHECK(empty(41, 20) == "the import table is zeros");
  CHECK(empty(40, 19) == "none");
}

TEST_CASE("a DLL of whom nothing is asked is not loaded") {
  const std::string a = descriptor(0, names, thunks);
  for (const bool plus : {false, true}) {
    // The table at name_tables is empty, the one at thunks is not.
    CHECK(only(importing({a, descriptor(0, names + 6, name_tables)}, plus)).libraries.size() == 1);
    CHECK(only(importing({a, descriptor(name_tables, names + 6, name_tables)}, plus)).libraries.size() == 1);
    CHECK(why(importing({a, descriptor(thunks, names + 6, name_tables)}, plus)) ==
          "the address table of an import is empty, its name table is not");
  }
  // A thunk has 8 bytes in a 64-bit image: the upper half counts too.
  CHECK(only(importing({a}).write(thunks, zeros(4) + u32(0x80000000))).libraries.size() == 1);
  CHECK(only(importing({a}, false).write(thunks, zeros(4) + u32(1))).libraries.empty());
}

TEST_CASE("an image imports 4096 DLLs, and leaves out as many, and not one more") {
  const auto with = [](std::size_t count, std::uint32_t addresses) {
    Pe pe;
    std::string all;
    for (std::size_t i = 0; i < count; ++i) all += descriptor(0, names, addresses);
    const auto more = static_cast<std::uint32_t>((all.size() + 0x10000) / 0x1000 * 0x1000);
    pe.bytes += zeros(more);
    pe.set(pe.section(8), Pe::room + more).set(pe.section(16), Pe::room + more);
    const std::uint32_t at = Pe::start + Pe::room;
    pe.write(at, all).write(names, "a.dll\0"s).write(thunks, pe.thunk(1)).write(name_tables, zeros(16));
    return pe.directory(pe_imports, at, static_cast<std::uint32_t>(all.size() + 20));
  };
  CHECK(why(with(4096, name_tables)) == "none");
  CHECK(why(with(4097, name_tables)) == "too many imports");
  CHECK(why(with(4097, thunks)) == "too many imports");
  Pe most = with(4096, thunks);
  most.bytes += zeros(1 << 18);  // a name may take as much as the file has
  CHECK(only(most).libraries.size() == 4096);
}

TEST_CASE("delayed imports may be absent") {
  const auto with = [](const std::string& descriptors, bool plus, std::uint32_t base = 0) {
    Pe pe(plus);
    if (!plus) pe.set(Pe::optional + 28, base);
    pe.directory(pe_delay_imports, table, 64).write(table, descriptors + zeros(32)).write(names, "a.dll\0b.dll\0"s);
    return pe;
  };
  const std::string a = delay_descriptor(1, names), b = delay_descriptor(1, names + 6);
  CHECK(only(with(a, true)).libraries == std::vector<Library>{{"a.dll", true}});
  CHECK(only(with(a + b, true)).libraries == std::vector<Library>{{"a.dll", true}, {"b.dll", true}});
  CHECK(only(with(a + delay_descriptor(1, 0) + b, true)).libraries.size() == 1);
  CHECK(only(Pe().directory(pe_delay_imports, 0, 64)).libraries.empty());
  // Old linkers wrote whole addresses, which count from where the image wants to be.
  constexpr std::uint32_t base = 0x10000000;
  CHECK(only(with(delay_descriptor(0, base + names), false, base)).libraries == std::vector<Library>{{"a.dll", true}});
  CHECK(only(with(delay_descriptor(2, base + names), false, base)).libraries.size() == 1);
  CHECK(only(with(delay_descriptor(1, names), false, base)).libraries.size() == 1);
  CHECK(only(with(delay_descriptor(0, names), true)).libraries.size() == 1);
  CHECK(why(with(delay_descriptor(1, base + names), false, base)) == "the name of an imported DLL lies in no section");
  CHECK(why(with(delay_descriptor(0, base), false, base)) != "the DOS header");
}

TEST_CASE("code of .NET runs anywhere, unless it insists on 32 bits or is mixed with other code") {
  constexpr std::uint32_t il_only = 1, needs_32 = 2, il_library = 4, prefers_32 = 0x20000;
  const auto with = [](std::uint32_t flags, bool plus) {
    Pe pe(plus);
    pe.directory(pe_clr, table, 72).write(table, zeros(16) + u32(flags));
    return only(pe).architecture;
  };
  CHECK(with(il_only, false) == Architecture::any);
  CHECK(with(0, false) == Architecture::i686);
  CHECK(with(il_only | needs_32, false) == Architecture::i686);
  CHECK(with(needs_32, false) == Architecture::i686);
  CHECK(with(il_only | needs_32 | prefers_32, false) == Architecture::any);
  CHECK(with(il_only | prefers_32, false) == Architecture::any);
  CHECK(with(il_only, true) == Architecture::x86_64);
  CHECK(with(il_library, true) == Architecture::any);
  CHECK(with(il_library | needs_32, false) == Architecture::any);
  CHECK(only(Pe(false).directory(pe_clr, 0, 72)).architecture == Architecture::i686);
  CHECK(only(Pe(false).directory(pe_clr, table, 0).write(table, zeros(16) + u32(1))).architecture ==
        Architecture::i686);
}

TEST_CASE("an image with code of two processors says so in its load configuration") {
  const auto with = [](std::uint16_t machine, std::uint32_t size, const std::string& chpe, bool plus = true) {
    Pe pe(plus);
    pe.put(Pe::header + 4, u16(machine)).directory(pe_load_config, table, 64);
    return only(pe.write(table, padded(u32(size), 0xC8) + chpe)).architecture;
  };
  constexpr std::uint16_t amd64 = 0x8664, arm64 = 0xAA64, i386 = 0x14C;
  constexpr std::uint32_t whole = 0xC8 + 8;
  CHECK(with(amd64, whole, u64(1)) == Architecture::arm64ec);
  CHECK(with(arm64, whole, u64(1)) == Architecture::arm64x);
  CHECK(with(i386, whole, u64(1)) == Architecture::i686);
  CHECK(with(arm64, whole, u64(0)) == Architecture::aarch64);
  CHECK(with(arm64, whole, u32(0) + u32(1)) == Architecture::arm64x);
  CHECK(with(arm64, whole - 1, u64(1)) == Architecture::aarch64);
  CHECK(with(i386, whole, u64(1), false) == Architecture::i686);
}

TEST_CASE("which symbols an image takes from which DLL") {
  const Detail links{.links = true};
  for (const bool plus : {false, true}) {
    const std::uint64_t numbered = (plus ? std::uint64_t{1} << 63 : std::uint64_t{1} << 31) | 7;
    const std::uint32_t hint = 0x1480;
    const auto imports = [&](const std::vector<std::string>& descriptors) {
      Pe pe = importing(descriptors, plus);
      const std::string entry = pe.thunk(hint).substr(0, plus ? 8 : 4);
      pe.write(hint, u16(0) + "open\0"s).write(name_tables, entry + pe.thunk(numbered));
      pe.write(names, "A.dll\0KERNEL32.dll\0"s);
      return only(pe, links).symbols.value().imports;
    };
    const std::vector<Import> both{{"open", "a.dll"}, {"#7", "a.dll"}};
    CHECK(imports({descriptor(name_tables, names, thunks)}) == both);
    CHECK(imports({descriptor(0, names, name_tables)}) == both);
    CHECK(imports({descriptor(name_tables, names, thunks, 1)}) == both);
    CHECK(imports({descriptor(0, names, name_tables, 1)}).empty());  // addresses of a bound DLL stand there
    CHECK(imports({descriptor(name_tables, names + 6, thunks)}).empty());
    CHECK(imports({descriptor(name_tables, names + 6, thunks), descriptor(name_tables, names, thunks)}) == both);
    CHECK(imports({descriptor(0, names, name_tables, 1), descriptor(name_tables, names, thunks)}) == both);
  }
  CHECK_FALSE(only(Pe()).symbols);
  CHECK(only(Pe(), links).symbols.value() == Symbols{});
}

TEST_CASE("no DLL of Windows or of the host is asked for its symbols") {
  for (const std::string dll :
       {"api-ms-win-core-x.dll", "ext-ms-x.dll", "kernel32.dll", "kernelbase.dll", "ntdll.dll", "user32.dll",
        "gdi32.dll", "advapi32.dll", "shell32.dll", "ole32.dll", "oleaut32.dll", "ws2_32.dll", "msvcrt.dll",
        "msvcp140.dll", "vcruntime140.dll", "ucrtbase.dll", "python312.dll", "mscoree.dll", "other.dll"}) {
    CAPTURE(dll);
    Pe pe = importing({descriptor(0, names, thunks)});
    pe.write(names, dll + zeros(1)).write(thunks, pe.thunk(0x1480)).write(0x1480, u16(0) + "open\0"s);
    CHECK(only(pe, {.links = true}).symbols.value().imports.empty() == (dll != "other.dll"));
  }
}

TEST_CASE("which symbols an image offers, by name and by number") {
  // Two functions, the first of them unused; one name. Names stand inside the directory, or behind it.
  const auto exports = [](std::uint32_t directory_size, std::uint32_t functions = 2, std::uint32_t count = 1) {
    Pe pe;
    pe.directory(pe_exports, table, directory_size);
    pe.write(table, zeros(16) + u32(5) + u32(functions) + u32(count) + u32(table + 40) + u32(table + 48) + u32(0));
    pe.write(table + 40, u32(0) + u32(0x1010) + u32(table + 52) + "open\0"s);
    return only(pe, {.links = true}).symbols;
  };
  std::vector<std::uint32_t> both{symbol_hash("open"), symbol_hash("#6")};
  std::sort(both.begin(), both.end());
  CHECK(exports(57).value().exports == both);
  for (const std::uint32_t size : {56U, 55U, 53U, 52U, 51U}) CHECK(exports(size).value().exports == both);
  CHECK(exports(40).value().exports == both);
  CHECK(exports(0).value().exports.empty());
  CHECK(exports(57, 1).value().exports == std::vector{symbol_hash("open")});
  CHECK(exports(57, 2, 0).value().exports == std::vector{symbol_hash("#6")});
  CHECK_FALSE(exports(57, 1 << 24));
  CHECK_FALSE(exports(57, 2, 1 << 24));
  CHECK_FALSE(only(Pe().directory(pe_exports, Pe::start + Pe::room - 39, 40), {.links = true}).symbols);
}

TEST_CASE("imports behind the end of their table are odd, and so are those of whom nothing is asked") {
  const auto odd = [](const Pe& pe) {
    return read_pe_layout(MemoryImage(std::as_bytes(std::span(pe.bytes.data(), pe.bytes.size())))).odd_imports;
  };
  const std::string a = descriptor(0, names, thunks), b = descriptor(0, names + 6, thunks);
  for (const auto& [size, is_odd] : {std::pair{40U, false}, {21U, false}, {20U, true}, {19U, true}}) {
    CAPTURE(size);
    CHECK(odd(importing({a, b}).directory(pe_imports, table, size)) == is_odd);
  }
  CHECK(odd(importing({a, descriptor(0, names + 6, name_tables)})));
  const auto delayed = [](std::uint32_t size, std::uint32_t attributes, bool plus = true) {
    Pe pe(plus);
    if (!plus) pe.set(Pe::optional + 28, 0x10000000);
    const std::uint32_t at = attributes == 1 || plus ? names : 0x10000000 + names;
    const std::string all = delay_descriptor(attributes, at) + delay_descriptor(attributes, at);
    return pe.directory(pe_delay_imports, table, size).write(table, all + zeros(32)).write(names, "a.dll\0"s);
  };
  for (const auto& [size, is_odd] : {std::pair{64U, false}, {33U, false}, {32U, true}, {31U, true}}) {
    CAPTURE(size);
    CHECK(odd(delayed(size, 1)) == is_odd);
  }
  CHECK_FALSE(odd(delayed(64, 1, false)));
  CHECK(odd(delayed(64, 0, false)));  // whole addresses
  CHECK_FALSE(odd(Pe()));
}
