// SPDX-License-Identifier: Apache-2.0
// The symbols that a file takes from others and offers to them: of ELF files as readelf --dyn-syms lists those of the
// fixtures, of Mach-O images that are made here.
#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "inspect/elf_file.hpp"
#include "inspect/made.hpp"

using namespace platlint;
using namespace made;
using namespace std::string_literals;

namespace {

constexpr std::uint64_t dt_hash = 4, dt_strtab = 5, dt_symtab = 6, dt_gnu_hash = 0x6ffffef5, dt_versym = 0x6ffffff0,
                        dt_verneed = 0x6ffffffe, ignored = 0x6000DEAD;
constexpr std::size_t symbol_size =
    24;  // Elf64_Sym: its name at 0, its binding in the upper half of 4, its section at 6

const std::string threads = "elf-x86_64-glibc-2.34.so", of_musl = "elf-x86_64-musl.so";

std::optional<Symbols> symbols_of(const std::string& bytes) {
  const Inspection inspection = inspected(bytes, {.links = true});
  INFO((inspection.damage ? inspection.damage->reason : "no damage"));
  REQUIRE(inspection.artifacts.size() == 1);
  return inspection.artifacts[0].symbols;
}

std::vector<std::uint32_t> hashes(const std::vector<std::string>& names) {
  std::vector<std::uint32_t> result;
  for (const std::string& name : names) result.push_back(symbol_hash(name));
  std::sort(result.begin(), result.end());
  return result;
}

std::vector<std::string> names_of(const std::vector<Import>& imports) {
  std::vector<std::string> names;
  for (const Import& import : imports) names.push_back(import.name);
  return names;
}

using Names = std::vector<std::string>;

std::vector<std::string> taken(const Elf& elf) {
  return names_of(symbols_of(elf.bytes).value().imports);
}

/// The fixture, whose versions are of another library than the C library: its name stands where a symbol's did.
Elf of_library(const std::string& library) {
  Elf elf(threads);
  const std::size_t name = elf.bytes.find("pthread_create"s + '\0', elf.place(dt_strtab));
  elf.bytes.replace(name, library.size() + 1, library + '\0');
  elf.at<std::uint32_t>(elf.place(dt_verneed) + 4) = static_cast<std::uint32_t>(name - elf.place(dt_strtab));
  return elf;
}

}  // namespace

TEST_CASE("an ELF file offers what it defines") {
  const std::vector<std::uint32_t> offered = hashes({"demo_copy", "demo_start", "PyInit_demo"});
  CHECK(symbols_of(read_fixture(threads)).value().exports == offered);
  CHECK(symbols_of(read_fixture("elf-i686-glibc-2.17.so")).value().exports == hashes({"demo_copy"}));
  CHECK(symbols_of(read_fixture("elf-s390x-glibc-2.17.so")).value().exports == hashes({"demo_copy"}));
  CHECK(symbols_of(read_fixture("elf-mips-glibc-2.17.so")).value().exports == hashes({"demo_copy"}));
  CHECK(symbols_of(read_fixture(of_musl)).value().exports == hashes({"demo_copy", "PyInit_demo"}));
  CHECK(symbols_of(read_fixture("elf-x86_64-weak-version.so")).value().exports.empty());
  CHECK_FALSE(inspected(read_fixture(threads)).artifacts.at(0).symbols);
}

TEST_CASE("the old hash table tells the same") {
  for (const std::string& fixture : {threads, of_musl}) {
    Elf elf(fixture);
    const Symbols both = symbols_of(elf.bytes).value();
    elf.dynamic(dt_gnu_hash).tag = ignored;
    CHECK(symbols_of(elf.bytes) == both);
    elf.dynamic(dt_hash).tag = ignored;
    CHECK(symbols_of(elf.bytes).value().exports.empty());
  }
}

TEST_CASE("an ELF file takes what it does not define, but from the C library by its versions") {
  CHECK(taken(Elf(threads)).empty());
  CHECK(taken(Elf(of_musl)) == Names{"malloc", "memcpy"});  // without versions nobody else judges them
  CHECK(symbols_of(read_fixture(of_musl)).value().imports[0].library.empty());
  Elf foreign = of_library("libq.so");
  CHECK(symbols_of(foreign.bytes).value().imports ==
        std::vector<Import>{{"malloc", "libq.so"}, {"memcpy", "libq.so"}, {"libq.so", "libq.so"}});
  foreign.at<std::uint16_t>(foreign.place(dt_versym) + 2) |= 0x8000;  // a hidden version is one
  CHECK(taken(foreign).size() == 3);
  foreign.at<std::uint16_t>(foreign.place(dt_versym) + 2) = 1;  // no version
  CHECK(symbols_of(foreign.bytes).value().imports[0] == Import{"malloc", ""});
  CHECK(symbols_of(foreign.bytes).value().imports[1] == Import{"memcpy", "libq.so"});
}

TEST_CASE("weak and unnamed symbols need not be there") {
  Elf elf(of_musl);
  const std::uint64_t symbols = elf.place(dt_symtab);
  elf.at<std::uint8_t>(symbols + symbol_size + 4) = 0x22;  // the first of them, STB_WEAK
  CHECK(taken(elf) == Names{"memcpy"});
  elf.at<std::uint8_t>(symbols + symbol_size + 4) = 0x32;
  CHECK(taken(elf) == Names{"malloc", "memcpy"});
  elf.at<std::uint32_t>(symbols + 2 * symbol_size) = 0;  // the second
  CHECK(taken(elf) == Names{"malloc"});
  elf.at<std::uint16_t>(symbols + symbol_size + 6) = 7;  // in a section
  CHECK(taken(elf).empty());
}

TEST_CASE("each library of the toolchain is judged by its versions") {
  for (const std::string library : {"libc.so.6", "libm.so.6", "libpthread.so", "libdl.so.2", "librt.so.1",
                                    "libutil.so.1", "ld-linux.so.2", "ld64.so.2", "libgcc_s.so.1", "libstdc++.so"}) {
    CAPTURE(library);
    CHECK(taken(of_library(library)).empty());
  }
  for (const std::string library : {"libz.so.1", "libcrypt.so.1", "libcc.so.6", "xlibc.so.6"}) {
    CAPTURE(library);
    CHECK(taken(of_library(library)).size() == 3);
  }
}

TEST_CASE("each version is asked for by its symbols") {
  const auto asked = [](const Elf& elf) {
    std::string text;
    const Inspection inspection = inspected(elf.bytes, {.symbols = true});
    if (inspection.damage) return inspection.damage->reason;
    for (const VersionNeed& need : inspection.artifacts.at(0).version_needs) {
      text += need.name + ":";
      for (const std::string& symbol : need.symbols) text += " " + symbol;
      text += "; ";
    }
    return text;
  };
  Elf elf(threads);
  const std::string all = "GLIBC_2.2.5: malloc; GLIBC_2.14: memcpy; GLIBC_2.34: pthread_create; ";
  CHECK(asked(elf) == all);
  CHECK(asked(Elf("elf-i686-glibc-2.17.so")) == "GLIBC_2.0: malloc memcpy; ");
  CHECK(asked(Elf("elf-s390x-glibc-2.17.so")) == "GLIBC_2.2: malloc; ");
  Elf old = elf;
  old.dynamic(dt_gnu_hash).tag = ignored;
  CHECK(asked(old) == all);
  Elf weak = elf;
  weak.at<std::uint8_t>(weak.place(dt_symtab) + 3 * symbol_size + 4) = 0x22;
  CHECK(asked(weak) == "GLIBC_2.2.5: malloc; GLIBC_2.14: memcpy; GLIBC_2.34:; ");
  Elf hidden = elf;
  hidden.at<std::uint16_t>(hidden.place(dt_versym) + 2) |= 0x8000;
  CHECK(asked(hidden) == all);
  hidden.at<std::uint16_t>(hidden.place(dt_versym) + 2) = 1;
  CHECK(asked(hidden) == "GLIBC_2.2.5:; GLIBC_2.14: memcpy; GLIBC_2.34: pthread_create; ");
  // More symbols than the file has room for.
  Elf many = elf;
  many.at<std::uint32_t>(many.place(dt_gnu_hash) + 4) = 1 << 24;
  CHECK(asked(many).starts_with("the symbol version table ends at"));
  many.at<std::uint32_t>(many.place(dt_gnu_hash) + 4) =
      static_cast<std::uint32_t>((many.bytes.size() - many.place(dt_symtab)) / symbol_size + 1);
  CHECK(asked(many).starts_with("the dynamic symbol table ends at"));
}

namespace {

constexpr std::uint32_t lc_symtab = 0x2, lc_load_dylib = 0xC, lc_id_dylib = 0xD, lc_load_weak_dylib = 0x80000018,
                        lc_dyld_info = 0x22, lc_dyld_info_only = 0x80000022, lc_reexport_dylib = 0x8000001F,
                        lc_dyld_exports_trie = 0x80000033;

struct MachSymbol {
  std::string name;
  std::uint8_t type;          // N_EXT 1, N_SECT 0x0e, N_PEXT 0x10, N_STAB 0xe0
  std::uint16_t description;  // which library, in the upper byte
};

/// An image of these commands and symbols. `flags` says whether symbols name their library.
std::string with_symbols(std::uint32_t type, std::vector<std::string> commands, const std::vector<MachSymbol>& symbols,
                         std::uint32_t flags = 0x80) {
  std::string table, strings = zeros(1);
  for (const MachSymbol& symbol : symbols) {
    table += u32(strings.size()) + static_cast<char>(symbol.type) + zeros(1) + u16(symbol.description) + zeros(8);
    strings += symbol.name + zeros(1);
  }
  std::size_t at = macho_header + 24;
  for (const std::string& command : commands) at += command.size();
  commands.push_back(command(lc_symtab, u32(at) + u32(symbols.size()) + u32(at + table.size()) + u32(strings.size())));
  return patched(macho(type, commands, table + strings), 24, u32(flags));
}

const std::vector<std::string> three_libraries{dylib_command(lc_load_dylib, "@rpath/a.dylib"),
                                               dylib_command(lc_load_dylib, "/usr/lib/b.dylib"),
                                               dylib_command(lc_load_weak_dylib, "c.dylib")};

const std::string id = dylib_command(lc_id_dylib, "/me");

// A terminal node and its children: "_a" and, below it, "_ab".
const std::string trie = "\0\1_a\0\6"s + "\2\0\x10\1b\0\x0e"s + "\0"s + "\2\0\x10\0"s;

/// A library whose export trie is that of `kind`'s command.
std::string with_trie(std::uint32_t kind, const std::string& bytes) {
  const bool is_info = kind != lc_dyld_exports_trie;
  const std::size_t at = macho_header + id.size() + (is_info ? 48 : 16);
  const std::string place = u32(at) + u32(bytes.size());
  return macho(mach_dylib, {id, command(kind, (is_info ? zeros(32) : "") + place)}, bytes);
}

}  // namespace

TEST_CASE("a Mach-O image takes symbols from the libraries that it must have and that are not the system's") {
  const auto taken_by = [](const std::vector<MachSymbol>& symbols, std::uint32_t flags = 0x80) {
    return symbols_of(with_symbols(mach_bundle, three_libraries, symbols, flags)).value().imports;
  };
  const Import a{"_a", "@rpath/a.dylib"};
  CHECK(taken_by({{"_a", 1, 0x100}}) == std::vector<Import>{a});
  CHECK(taken_by({{"_x", 1, 0x200}, {"_a", 1, 0x100}}) == std::vector<Import>{a});
  CHECK(taken_by({{"_x", 1, 0x300}, {"_x", 1, 0x400}, {"_x", 1, 0}, {"_a", 1, 0x100}}) == std::vector<Import>{a});
  CHECK(taken_by({{"_x", 1, 0x140}, {"_x", 1, 0x180}}).empty());  // weak, or of a weak symbol
  CHECK(taken_by({{"_a", 1, 0x13F}}) == std::vector<Import>{a});
  CHECK(taken_by({{"_x", 0, 0x100}, {"_x", 0x0F, 0x100}, {"_x", 0x21, 0x100}, {"_x", 0xE1, 0x100}}).empty());
  CHECK(taken_by({{"dyld_stub_binder", 1, 0x100}}).empty());
  CHECK(taken_by({{"_a", 1, 0x100}}, 0).empty());  // which library is not said
  CHECK(symbols_of(with_symbols(mach_bundle, {three_libraries[1]}, {{"_a", 1, 0x100}})).value().imports.empty());
}

TEST_CASE("a Mach-O library offers what others may see") {
  const auto offered = [](const std::vector<MachSymbol>& symbols, const std::string& first) {
    return symbols_of(with_symbols(mach_dylib, {first}, symbols)).value().exports;
  };
  CHECK(offered({{"_a", 0x0F, 0}, {"_b", 0x03, 0}}, id) == hashes({"_a", "_b"}));
  CHECK(offered({{"_a", 0x0F, 0}, {"_a", 0x0F, 0}}, id) == hashes({"_a"}));
  CHECK(offered({{"_a", 0x1F, 0}, {"_b", 0x0E, 0}, {"_c", 1, 0}, {"_d", 0x2F, 0}}, id).empty());
  const std::string bundle = with_symbols(mach_bundle, three_libraries, {{"_a", 0x0F, 0}});
  CHECK(symbols_of(bundle).value().exports.empty());
  const std::string reexport = dylib_command(lc_reexport_dylib, "@rpath/a.dylib");
  CHECK_FALSE(symbols_of(with_symbols(mach_dylib, {id, reexport}, {})));
  CHECK(symbols_of(macho(mach_dylib, {id})) == Symbols{});
  CHECK(symbols_of(macho(mach_bundle, {})) == Symbols{});
  // A name that lies outside of the strings is nobody's.
  std::string outside = with_symbols(mach_dylib, {id}, {{"_a", 0x0F, 0}});
  const std::size_t symbol = macho_header + id.size() + 24;
  CHECK(symbols_of(patched(outside, symbol, u32(3))).value().exports == hashes({""}));
  CHECK(symbols_of(patched(outside, symbol, u32(4))).value().exports.empty());
}

TEST_CASE("the export trie of a library is followed to its ends") {
  for (const std::uint32_t kind : {lc_dyld_exports_trie, lc_dyld_info, lc_dyld_info_only}) {
    CAPTURE(kind);
    CHECK(symbols_of(with_trie(kind, trie)).value().exports == hashes({"_a", "_ab"}));
    CHECK(symbols_of(with_trie(kind, "")).value().exports.empty());
    CHECK(symbols_of(with_trie(kind, "\0\0"s)).value().exports.empty());
  }
  const auto is_damaged = [](const std::string& bytes) { return !symbols_of(with_trie(lc_dyld_exports_trie, bytes)); };
  CHECK_FALSE(is_damaged(trie));
  CHECK(is_damaged("\0"s));
  CHECK(is_damaged("\1\0"s));
  CHECK_FALSE(is_damaged("\1\0\0"s));
  CHECK(is_damaged("\0\1_a"s));
  CHECK(is_damaged("\0\1_a\0"s));
  CHECK(is_damaged("\0\1_a\0\6"s));
  CHECK(is_damaged(patched(trie, 5, std::string(1, static_cast<char>(trie.size())))));
  CHECK(is_damaged("\0\1_a\0\0"s));  // a node that is its own child has no end
  CHECK(symbols_of(with_trie(lc_dyld_exports_trie, "\0\2_a\0\x0a_b\0\x0a"s + "\1\0\0"s)).value().exports ==
        hashes({"_a", "_b"}));
}

TEST_CASE("a Mach-O image of 32 bits and of the other byte order is read alike") {
  const std::string name = "a.dylib\0"s, table = big(1, 4) + "\1\0\1\0"s + big(0, 4), strings = "\0_a\0"s;
  const std::string load = big(lc_load_dylib, 4) + big(24 + name.size(), 4) + big(24, 4) + zeros(12) + name;
  const std::size_t at = 28 + load.size() + 24;
  const std::string symtab = big(lc_symtab, 4) + big(24, 4) + big(at, 4) + big(1, 4) + big(at + 12, 4) + big(4, 4);
  const std::string file = big(0xFEEDFACE, 4) + big(18, 4) + big(0, 4) + big(mach_bundle, 4) + big(2, 4) +
                           big(load.size() + 24, 4) + big(0x80, 4) + load + symtab + table + strings;
  CHECK(symbols_of(file).value().imports == std::vector<Import>{{"_a", "a.dylib"}});
  CHECK(inspected(file).artifacts.at(0).architecture == Architecture::ppc);
}
