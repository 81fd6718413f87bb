// SPDX-License-Identifier: Apache-2.0
// Object files, static libraries and WebAssembly modules, made here: what ends at the last byte is whole, and one byte
// past it is damage.
#include <doctest/doctest.h>

#include <string>

#include "inspect/elf_file.hpp"
#include "inspect/made.hpp"

using namespace platlint;
using namespace made;
using namespace std::string_literals;

namespace {

const std::string wasm = "\0asm\1\0\0\0"s;

Artifact only(const std::string& bytes) {
  const Inspection inspection = inspected(bytes);
  INFO((inspection.damage ? inspection.damage->reason : "no damage"));
  REQUIRE(inspection.artifacts.size() == 1);
  return inspection.artifacts[0];
}

std::string library(const std::string& members, char kind = 'a') {
  return (kind == 'a' ? "!<arch>\n"s : "!<thin>\n"s) + members;
}

}  // namespace

TEST_CASE("an object file is whole when its sections, symbols and strings end inside it") {
  const Artifact object = only(coff({{16, 60}}));
  CHECK(object.format == Format::coff);
  CHECK(object.kind == Kind::object);
  CHECK(object.machine == 0x8664);
  CHECK(object.architecture == Architecture::x86_64);
  CHECK(object.system == System::windows);
  const std::string two = coff({{16, 100}, {16, 100}}, 2);
  CHECK(damage(two) == "none");
  const std::string size = std::to_string(two.size());
  CHECK(damage(coff({{16, 100}, {static_cast<std::uint32_t>(two.size() - 100), 100}}, 2)) == "none");
  CHECK(damage(coff({{16, 100}, {static_cast<std::uint32_t>(two.size() - 99), 100}}, 2)) ==
        "a section ends at " + std::to_string(two.size() + 1) + ", the file has " + size + " bytes");
  CHECK(damage(patched(two, two.size() - 4, u32(5))).starts_with("the string table ends at"));
  CHECK(damage(patched(two, 12, u32(3))).starts_with("the string table ends at"));
  CHECK(damage(two.substr(0, two.size() - 1)).starts_with("the string table ends at"));
}

TEST_CASE("a section of an object file without bytes has no place") {
  constexpr std::uint32_t far = 1 << 20;
  CHECK(damage(coff({{0, far}, {16, 100}})) == "none");
  CHECK(damage(coff({{far, 0}, {16, 100}})) == "none");
  CHECK(damage(coff({{1, far}, {16, 100}})).starts_with("a section ends at"));
}

TEST_CASE("two bytes of a machine do not make an object file") {
  const auto is_native = [](const std::string& bytes) { return !inspected(bytes).artifacts.empty(); };
  const std::string whole = coff({{16, 60}});
  CHECK(is_native(whole));
  for (const int machine : {0x8664, 0xAA64, 0x014C, 0x01C4, 0xA641}) {
    CAPTURE(machine);
    CHECK(is_native(patched(whole, 0, u16(machine))));
    CHECK_FALSE(is_native(patched(whole, 0, u16(machine + 1))));
  }
  CHECK_FALSE(is_native(patched(whole, 2, u16(0))));
  CHECK_FALSE(is_native(patched(whole, 16, u16(1))));
  CHECK(is_native(patched(whole, 20, "/4")));
  CHECK_FALSE(is_native(patched(whole, 20, "xt")));
  CHECK_FALSE(is_native(patched(whole, 20, "..")));
  // The table of sections fits: two sections in 100 bytes, not three.
  const std::string hundred = coff({{0, 0}, {0, 0}}).substr(0, 100);
  CHECK(damage(hundred).starts_with("the string table ends at"));
  CHECK(damage(patched(hundred, 2, u16(3))) == "none");
  CHECK_FALSE(is_native(hundred.substr(0, 59)));
}

TEST_CASE("a static library is walked from member to member") {
  CHECK(only(library("")).kind == Kind::static_archive);
  CHECK(only(library("")).format == Format::archive);
  CHECK(damage(library(ar_member("a/", "3", "abc") + ar_member("b/", "2", "de"))) == "none");
  CHECK(damage(library(ar_member("a/", "4", "abcd") + ar_member("b/", "2", "de"))) == "none");
  CHECK(damage(library(ar_member("a/", "3", "abc") + ar_member("b/", "3", "de"))).starts_with("a member ends at 135"));
  CHECK(damage(library(ar_member("a/", "4", "abcd") + ar_member("b/", "x", "de"))) == "a member without a size");
  const std::string odd = library(ar_member("a/", "3", "abc"));
  CHECK(damage(odd.substr(0, odd.size() - 1)) == "none");
  CHECK(damage(odd.substr(0, odd.size() - 2)).starts_with("a member ends at 71"));
  CHECK(damage(odd.substr(0, 67)).starts_with("a member header ends at 68"));
}

TEST_CASE("of a thin library only the tables of symbols and names have bytes") {
  const std::string tables = ar_member("/", "4", "abcd") + ar_member("//", "2", "de");
  const std::string members = ar_member("/0", "999", "") + ar_member("a/", "999", "");
  CHECK(damage(library(tables + members, 't')) == "none");
  CHECK(damage(library(members + tables, 't')) == "none");
  CHECK(damage(library(members, 'a')).starts_with("a member ends at"));
  CHECK(damage(library(members + ar_member("/", "5", "abcd"), 't')).starts_with("a member ends at"));
  CHECK(damage(library(members + ar_member("//", "5", "abcd"), 't')).starts_with("a member ends at"));
}

TEST_CASE("a module of WebAssembly tells its system and the width of its addresses") {
  const Artifact module = only(wasm);
  CHECK(module.format == Format::wasm);
  CHECK(module.kind == Kind::module);
  CHECK(module.machine == 1);
  CHECK(module.architecture == Architecture::wasm32);
  CHECK(module.system == System::unknown);
  const std::string name =
      "\x08"
      "dylink.0"s;
  CHECK(only(wasm + wasm_section(0, name + "\1")).system == System::emscripten);
  CHECK(only(wasm + wasm_section(0, "\1x") + wasm_section(0, name + "\1")).system == System::emscripten);
  CHECK(only(wasm + wasm_section(0, name + "\1") + wasm_section(0, "\1x")).system == System::emscripten);
  CHECK(only(wasm + wasm_section(0, name)).system == System::unknown);
  CHECK(only(wasm + wasm_section(1, name + "\1")).system == System::unknown);
  CHECK(only(wasm + wasm_section(5, "\1\4\1")).architecture == Architecture::wasm64);
  CHECK(only(wasm + wasm_section(5, "\1\4")).architecture == Architecture::wasm64);
  CHECK(only(wasm + wasm_section(5, "\1\3\1")).architecture == Architecture::wasm32);
  CHECK(only(wasm + wasm_section(5, "\1") + wasm_section(4, "\4")).architecture == Architecture::wasm32);
  CHECK(only(wasm + wasm_section(6, "\1\4\1")).architecture == Architecture::wasm32);
}

TEST_CASE("a section of WebAssembly ends inside the module") {
  CHECK(damage(wasm + "\1\3abc") == "none");
  CHECK(damage(wasm + "\1\4abc") == "a section ends at 14, the file has 13 bytes");
  CHECK(damage(wasm + "\1\x83\0abc"s) == "none");
  CHECK(damage(wasm + "\1\x80\1"s + std::string(128, 'x')) == "none");
  CHECK(damage(wasm + "\1\x80\1"s + std::string(127, 'x')).starts_with("a section ends at"));
  CHECK(damage(wasm + "\1\x83\x80\x80\x80\0abc"s) == "none");  // five bytes are as many as a size has
  CHECK(damage(wasm + "\1\x83\x80\x80\x80\x80\0abc"s) == "a section of impossible size");
  CHECK(damage(wasm + "\1").starts_with("a section ends at"));
  const Artifact component = only("\0asm\x0d\0\1\0 no sections"s);
  CHECK(component.machine == 0x1000d);
  CHECK(component.kind == Kind::module);
}

TEST_CASE("a module has 65536 sections and not one more") {
  CHECK(damage(wasm + zeros(std::size_t{2} * 65536)) == "none");
  CHECK(damage(wasm + zeros(std::size_t{2} * 65537)) == "too many sections");
}
