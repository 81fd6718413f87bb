// SPDX-License-Identifier: Apache-2.0
// Mach-O images and universal files, made here: load commands as small as their kind allows, tables that end at the
// last byte, and one byte past it.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "inspect/elf_file.hpp"
#include "inspect/made.hpp"

using namespace platlint;
using namespace made;

namespace {

constexpr std::uint32_t lc_segment = 0x1, lc_symtab = 0x2, lc_load_dylib = 0xC, lc_id_dylib = 0xD,
                        lc_load_dylinker = 0xE, lc_load_weak_dylib = 0x80000018, lc_segment_64 = 0x19,
                        lc_code_signature = 0x1D, lc_segment_split_info = 0x1E, lc_lazy_load_dylib = 0x20,
                        lc_dyld_info = 0x22, lc_load_upward_dylib = 0x80000023, lc_version_min_macosx = 0x24,
                        lc_version_min_iphoneos = 0x25, lc_function_starts = 0x26, lc_data_in_code = 0x29,
                        lc_dylib_code_sign_drs = 0x2B, lc_linker_optimization_hint = 0x2E, lc_version_min_tvos = 0x2F,
                        lc_version_min_watchos = 0x30, lc_build_version = 0x32, lc_rpath = 0x8000001C,
                        lc_reexport_dylib = 0x8000001F, lc_dyld_info_only = 0x80000022,
                        lc_dyld_exports_trie = 0x80000033, lc_dyld_chained_fixups = 0x80000034, lc_nothing = 0x7F;

const std::string data(64, 'd');  // what lies behind the load commands

std::string bundle(const std::vector<std::string>& commands, const std::string& rest = data) {
  return macho(mach_bundle, commands, rest);
}

/// The place of what lies behind one load command of this size.
std::uint32_t behind(std::size_t command_size) {
  return static_cast<std::uint32_t>(macho_header + command_size);
}

Artifact only(const std::string& bytes) {
  const Inspection inspection = inspected(bytes);
  INFO((inspection.damage ? inspection.damage->reason : "no damage"));
  REQUIRE(inspection.artifacts.size() == 1);
  return inspection.artifacts[0];
}

const std::string too_small = "a load command is smaller than its kind demands";

}  // namespace

TEST_CASE("a load command is as large as its kind demands") {
  struct Row {
    std::uint32_t kind, size;
  };
  const Row rows[] = {{lc_segment, 56},
                      {lc_segment_64, 72},
                      {lc_symtab, 24},
                      {lc_dyld_info, 48},
                      {lc_dyld_info_only, 48},
                      {lc_build_version, 24},
                      {lc_version_min_macosx, 16},
                      {lc_version_min_iphoneos, 16},
                      {lc_version_min_tvos, 16},
                      {lc_version_min_watchos, 16},
                      {lc_code_signature, 16},
                      {lc_segment_split_info, 16},
                      {lc_function_starts, 16},
                      {lc_data_in_code, 16},
                      {lc_dylib_code_sign_drs, 16},
                      {lc_linker_optimization_hint, 16},
                      {lc_dyld_exports_trie, 16},
                      {lc_dyld_chained_fixups, 16}};
  for (const Row& row : rows) {
    CAPTURE(row.kind);
    // Of PLATFORM_MACOS, if it is one; of no data otherwise.
    const std::string rest = row.kind == lc_build_version ? u32(1) + zeros(12) : zeros(row.size - 8);
    CHECK(damage(bundle({command(row.kind, rest)})) == "none");
    CHECK(damage(bundle({command(row.kind, zeros(row.size - 12))})) == too_small);
  }
  CHECK(damage(bundle({command(lc_rpath, u32(12))})) == "the name in a load command lies outside its table");
  CHECK(damage(bundle({command(lc_rpath, "")})) == too_small);
}

TEST_CASE("load commands fill their table, and each has eight bytes or more, in steps of four") {
  CHECK(damage(bundle({command(lc_nothing, "")})) == "none");
  CHECK(damage(bundle({command(lc_nothing, ""), command(lc_nothing, zeros(4))})) == "none");
  const std::string impossible = "a load command of impossible size";
  const std::string eight = bundle({command(lc_nothing, zeros(8))});
  for (const std::uint32_t size : {0U, 4U, 10U, 20U, 0xFFFFFFFCU}) {
    CAPTURE(size);
    CHECK(damage(patched(eight, macho_header + 4, u32(size))) == impossible);
  }
  CHECK(damage(patched(eight, 16, u32(2))) == "load commands run past their table");
  CHECK(damage(patched(eight, 20, u32(20))) == "none");  // four bytes are left over
  CHECK(damage(patched(patched(eight, 20, u32(20)), 16, u32(2))) == "load commands run past their table");
  CHECK(damage(patched(eight, 20, u32(16 + data.size()))) == "none");
  CHECK(damage(patched(eight, 20, u32(17 + data.size()))).starts_with("the load command table ends at"));
}

TEST_CASE("an image has 16384 load commands and not one more") {
  const std::vector<std::string> most(16384, command(lc_nothing, ""));
  CHECK(damage(bundle(most)) == "none");
  std::vector<std::string> more = most;
  more.push_back(command(lc_nothing, ""));
  CHECK(damage(bundle(more)) == "too many load commands");
}

TEST_CASE("a segment ends inside the file") {
  const auto wide = [](std::uint64_t offset, std::uint64_t size) {
    return bundle({command(lc_segment_64, zeros(32) + u64(offset) + u64(size) + zeros(16))});
  };
  const auto narrow = [](std::uint32_t offset, std::uint32_t size) {
    return bundle({command(lc_segment, zeros(24) + u32(offset) + u32(size) + zeros(16))});
  };
  CHECK(damage(wide(behind(72), data.size())) == "none");
  CHECK(damage(wide(behind(72), data.size() + 1)).starts_with("a segment ends at"));
  CHECK(damage(wide(behind(72) + 1, data.size())).starts_with("a segment ends at"));
  CHECK(damage(wide(UINT64_MAX, 0)) == "none");
  CHECK(damage(narrow(behind(56), static_cast<std::uint32_t>(data.size()))) == "none");
  CHECK(damage(narrow(behind(56), static_cast<std::uint32_t>(data.size() + 1))).starts_with("a segment ends at"));
  CHECK(damage(narrow(UINT32_MAX, 0)) == "none");
}

TEST_CASE("what the linker leaves at the end lies inside the file") {
  for (const std::uint32_t kind : {lc_segment_split_info, lc_function_starts, lc_data_in_code, lc_dylib_code_sign_drs,
                                   lc_linker_optimization_hint, lc_dyld_exports_trie}) {
    CAPTURE(kind);
    const auto with = [&](std::uint32_t offset, std::size_t size) {
      return bundle({command(kind, u32(offset) + u32(size))});
    };
    CHECK(damage(with(behind(16), data.size())) == "none");
    CHECK(damage(with(behind(16), data.size() + 1)).starts_with("link-edit data ends at"));
    CHECK(damage(with(UINT32_MAX, 0)) == "none");
  }
  for (std::size_t pair = 0; pair < 5; ++pair) {
    CAPTURE(pair);
    const auto with = [&](std::size_t size) {
      return bundle({command(lc_dyld_info_only, patched(zeros(40), 8 * pair, u32(behind(48)) + u32(size)))});
    };
    CHECK(damage(with(data.size())) == "none");
    CHECK(damage(with(data.size() + 1)).starts_with("dyld information ends at"));
  }
}

TEST_CASE("a signature and chained fixups of zeros were never written") {
  const auto with = [](std::uint32_t kind, const std::string& rest) {
    return macho(mach_bundle, {command(kind, u32(behind(16)) + u32(rest.size()))}, rest);
  };
  CHECK(damage(with(lc_code_signature, zeros(4))) == "the code signature is zeros");
  CHECK(damage(with(lc_code_signature, zeros(3) + "x")) == "none");  // on x86-64 nobody reads on
  CHECK(damage(with(lc_code_signature, zeros(3))) == "none");
  CHECK(damage(with(lc_dyld_chained_fixups, zeros(8))) == "the chained fixups are zeros");
  CHECK(damage(with(lc_dyld_chained_fixups, zeros(7) + "x")) == "none");
  CHECK(damage(with(lc_dyld_chained_fixups, zeros(7))) == "none");
}

TEST_CASE("the symbol table and its strings lie inside the file, and are not zeros") {
  // nlist_64: its name, its type; N_EXT alone is a symbol of another image.
  const auto symbol = [](std::uint32_t name, char type) { return u32(name) + type + zeros(11); };
  const auto with = [&](const std::string& symbols, const std::string& strings, std::size_t count, std::size_t size) {
    const std::size_t at = behind(24);
    return bundle({command(lc_symtab, u32(at) + u32(count) + u32(at + symbols.size()) + u32(size))}, symbols + strings);
  };
  const std::string local = symbol(1, '\x0e'), taken = symbol(1, '\x01'), weak = symbol(1, '\x11');
  CHECK(damage(with(local + taken, zeros(1) + "_a" + zeros(1), 2, 4)) == "none");
  CHECK(damage(with(local + taken, zeros(1) + "_a" + zeros(1), 2, 5)).starts_with("the symbol string table ends at"));
  CHECK(damage(with(taken, "", 2, 0)).starts_with("the symbol table ends at"));
  CHECK(damage(with(taken + zeros(16), zeros(1) + "_a" + zeros(1), 2, 4)) == "the symbol table ends in zeros");
  CHECK(damage(with(zeros(16) + taken, zeros(1) + "_a" + zeros(1), 2, 4)) == "none");
  CHECK(damage(with(local + taken, zeros(4), 2, 4)) == "the names of the symbols are zeros");
  CHECK(damage(with(local + weak, zeros(4), 2, 4)) == "the names of the symbols are zeros");
  CHECK(damage(with(taken + local, zeros(4), 2, 4)) == "none");
  CHECK(damage(with(symbol(4, '\x01'), zeros(4), 1, 4)) == "none");  // its name is outside, and no name is zeros
  CHECK(damage(with(symbol(3, '\x01'), "abc" + zeros(1), 1, 4)) == "the names of the symbols are zeros");
  CHECK(damage(with("", "", 0, 0)) == "none");
}

TEST_CASE("a name ends inside its load command") {
  const auto with = [](std::uint32_t at, const std::string& name) {
    return bundle({command(lc_rpath, u32(at) + name)}, "x");
  };
  CHECK(only(with(12, "abc" + zeros(1))).rpath == std::vector<std::string>{"abc"});
  CHECK(damage(with(12, "abcd")) == "the name in a load command has no end");
  CHECK(damage(with(16, "abcd")) == "the name in a load command lies outside its table");
  CHECK(only(with(15, "abc" + zeros(1))).rpath.size() == 1);
}

TEST_CASE("libraries are told with their names, and which may be absent") {
  const Artifact artifact =
      only(macho(mach_dylib, {dylib_command(lc_id_dylib, "/me"), dylib_command(lc_load_dylib, "a"),
                              dylib_command(lc_load_weak_dylib, "b"), dylib_command(lc_reexport_dylib, "c"),
                              dylib_command(lc_lazy_load_dylib, "d"), dylib_command(lc_load_upward_dylib, "e")}));
  CHECK(artifact.identity == "/me");
  CHECK(artifact.libraries == std::vector<Library>{{"a", false}, {"b", true}, {"c", false}, {"d", true}, {"e", false}});
  const Artifact program =
      only(macho(mach_program, {command(lc_load_dylinker, u32(12) + padded("/usr/lib/dyld", 16))}));
  CHECK(program.kind == Kind::executable);
  CHECK(program.interpreter == "/usr/lib/dyld");
}

TEST_CASE("a library names itself, and nothing else does") {
  const std::string id = dylib_command(lc_id_dylib, "/me");
  CHECK(damage(macho(mach_dylib, {id})) == "none");
  CHECK(damage(macho(mach_dylib, {command(lc_nothing, "")})) == "a dylib without LC_ID_DYLIB");
  CHECK(damage(macho(mach_bundle, {id})) == "LC_ID_DYLIB in what is no dylib");
  CHECK(damage(macho(mach_program, {id})) == "LC_ID_DYLIB in what is no dylib");
  CHECK(damage(macho(mach_object, {id})) == "none");  // nothing loads it
}

TEST_CASE("the system is that of the first version command") {
  const std::string macos = command(lc_version_min_macosx, u32(0x000A0F02) + zeros(4)),
                    ios = command(lc_version_min_iphoneos, u32(0x000C0100) + zeros(4)),
                    tvos = command(lc_version_min_tvos, u32(0x00090100) + zeros(4)),
                    watchos = command(lc_version_min_watchos, u32(0x00040302) + zeros(4)),
                    build = command(lc_build_version, u32(6) + u32(0x000D0100) + zeros(8));
  struct Row {
    std::vector<std::string> commands;
    System system;
    Version oldest;
  };
  for (const Row& row : {Row{{macos}, System::macos, {10, 15, 2}},
                         {{ios}, System::ios, {12, 1, 0}},
                         {{tvos}, System::tvos, {9, 1, 0}},
                         {{watchos}, System::watchos, {4, 3, 2}},
                         {{build}, System::mac_catalyst, {13, 1, 0}},
                         {{macos, build}, System::macos, {10, 15, 2}},
                         {{build, macos}, System::mac_catalyst, {13, 1, 0}},
                         {{ios, macos}, System::ios, {12, 1, 0}}}) {
    const Artifact artifact = only(bundle(row.commands));
    CHECK(artifact.system == row.system);
    CHECK(artifact.minimum_system == row.oldest);
  }
  CHECK(only(bundle({})).system == System::macos);  // a file of before there were such commands
  CHECK_FALSE(only(bundle({})).minimum_system);
  const std::string other = command(lc_build_version, u32(99) + zeros(12));
  CHECK(damage(bundle({other})) == "it is for the unknown platform 99");
  CHECK(damage(macho(mach_object, {other})) == "none");
}

TEST_CASE("a subtype says which x86-64 and which arm64") {
  struct Row {
    std::uint32_t cpu, subtype;
    Architecture architecture;
  };
  for (const Row& row : {Row{mach_x86_64, 3, Architecture::x86_64},
                         {mach_x86_64, 8, Architecture::x86_64h},
                         {mach_x86_64, 2, Architecture::x86_64},
                         {mach_arm64, 0, Architecture::aarch64},
                         {mach_arm64, 2, Architecture::arm64e},
                         {mach_arm64, 8, Architecture::aarch64}}) {
    CAPTURE(row.subtype);
    CHECK(only(macho(mach_bundle, {}, "", row.cpu, row.subtype)).architecture == row.architecture);
  }
}

TEST_CASE("the slices of a universal file may touch, and not overlap") {
  const std::string one = macho(mach_bundle, {}, data), two = macho(mach_bundle, {}, data, mach_arm64, 0);
  for (const bool wide : {false, true}) {
    CAPTURE(wide);
    const std::uint64_t size = one.size(), first = wide ? 8 + 2 * 32 : 8 + 2 * 20;
    const auto file = [&](const FatSlice& a, const FatSlice& b) { return fat_table({a, b}, wide) + one + two; };
    const FatSlice x86{mach_x86_64, 3, first, size}, arm{mach_arm64, 0, first + size, size};
    const Inspection both = inspected(file(x86, arm));
    REQUIRE(both.artifacts.size() == 2);
    CHECK(both.artifacts[0].architecture == Architecture::x86_64);
    CHECK(both.artifacts[1].architecture == Architecture::aarch64);
    CHECK(inspected(file(arm, x86)).artifacts.size() == 2);
    const FatSlice longer{mach_x86_64, 3, first, size + 1};
    CHECK(damage(file(longer, arm)) == "slices overlap");
    CHECK(damage(file(arm, longer)) == "slices overlap");
    CHECK(damage(file(x86, {mach_arm64, 0, first + size, size + 1})).starts_with("a slice ends at"));
    CHECK(damage(file(x86, {mach_x86_64, 3, first + size, size})) == "a slice is for another CPU than its table says");
    CHECK(damage(file(x86, {mach_arm64, 2, first + size, size})) == "a slice is for another CPU than its table says");
    CHECK(damage(file(x86, {mach_arm64, 0x80000000, first + size, size})) == "none");  // a capability of the slice
    CHECK(damage(file(x86, {mach_arm64, 0, first + size - 4, 4})).starts_with("slices overlap"));
    CHECK(damage(file(x86, {mach_arm64, 0, first + size + 4, size - 4})) == "a slice is no Mach-O image");
  }
}

TEST_CASE("a slice that is an object or a static library is for what its table says") {
  const std::string object = macho(mach_object, {}, data);
  const FatSlice other_subtype{mach_x86_64, 8, 8 + 20, object.size()};
  CHECK(damage(fat_table({other_subtype}) + object) == "none");  // nothing loads it
  const std::string library = "!<arch>\n";
  const Artifact archive = only(fat_table({{mach_arm64, 2, 8 + 20, library.size()}}) + library);
  CHECK(archive.kind == Kind::static_archive);
  CHECK(archive.format == Format::archive);
  CHECK(archive.architecture == Architecture::aarch64);
  CHECK(archive.machine == mach_arm64);
}

TEST_CASE("a universal file has nineteen slices at most: with more it is a class of Java") {
  const std::string object = macho(mach_object, {}, data);
  for (const bool wide : {false, true}) {
    const auto file = [&](std::size_t count) {
      const std::size_t first = 8 + count * (wide ? 32 : 20);
      std::vector<FatSlice> slices;
      std::string all;
      for (std::size_t i = 0; i < count; ++i) {
        slices.push_back({mach_x86_64, 3, first + i * object.size(), object.size()});
        all += object;
      }
      return fat_table(slices, wide) + all;
    };
    CHECK(inspected(file(1)).artifacts.size() == 1);
    CHECK(inspected(file(19)).artifacts.size() == 19);
    CHECK(inspected(file(20)).artifacts.empty());
    CHECK(damage(file(20)) == "none");
    CHECK(damage(file(0)) == "none");
  }
}

TEST_CASE("only Apple silicon asks for signed code, and the file says whether it is") {
  const std::string signature = command(lc_code_signature, u32(behind(16)) + u32(data.size()));
  CHECK(only(bundle({})).unsigned_code);
  CHECK_FALSE(only(bundle({signature})).unsigned_code);
  CHECK_FALSE(only(macho(mach_object, {}, data)).unsigned_code);
  CHECK(damage(macho(mach_bundle, {signature}, data, mach_arm64, 0)) == "the code signature has an unknown form");
  CHECK(damage(macho(mach_bundle, {signature}, data, mach_arm64, 2)) == "the code signature has an unknown form");
  CHECK(damage(macho(mach_object, {signature}, data, mach_arm64, 0)) == "none");
}
