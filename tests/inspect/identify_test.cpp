// SPDX-License-Identifier: Apache-2.0
#include "inspect/identify.hpp"

#include <doctest/doctest.h>

#include <string>

#include "facts/native_magic.hpp"
#include "inspect/made.hpp"

using namespace platlint;
using namespace std::literals;

namespace {

std::string impostor(std::string_view path, std::string_view text) {
  const Bytes head{reinterpret_cast<const std::byte*>(text.data()), text.size()};
  return find_impostor(path, head, text.size()).value_or("in order");
}

const std::string pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n";
const std::string apple_double = "\x00\x05\x16\x07\x00\x02\x00\x00Mac OS X        "s;

}  // namespace

TEST_CASE("what always means a failed download") {
  for (const std::string name : {"x.so", "libfoo.SO", "FOO.DLL", "_x.PYD", "tool.exe", "foo.ocx", "libfoo.jnilib",
                                 "libcrypto.so.1.0.0k", "x.node"}) {
    CAPTURE(name);
    CHECK(impostor(name, pointer) == "a Git LFS pointer");
    CHECK(impostor(name, "") == "empty");
    CHECK(impostor(name, "<!DOCTYPE HTML><p>404") == "an HTML page");
  }
  CHECK(impostor("model.bin", pointer) == "in order");
}

TEST_CASE("text under a name that only may promise native code") {
  CHECK(impostor("run.exe", "#!/bin/sh\n") == "in order");
  CHECK(impostor("config.sys", "DEVICE=C:\\HIMEM.SYS\r\n") == "in order");
  CHECK(impostor("repository.bundle", "# v2 git bundle\n") == "in order");
  CHECK(impostor("x.so", "#!/bin/sh\n") == "text");
}

TEST_CASE("a file that a layer of an image removes") {
  CHECK(impostor("usr/lib/.wh.libx.so", "") == "in order");
  CHECK(impostor(".wh.x.node", "") == "in order");
  CHECK(impostor("usr/lib/.wh.libx.so", "text") == "text");
  CHECK(impostor("usr/.wh.d/libx.so", "") == "empty");
}

TEST_CASE("a Mac's attributes beside a file") {
  CHECK(impostor("__MACOSX/pkg/._x.so", apple_double) == "in order");
  CHECK(impostor("a/__MACOSX/pkg/x.so", apple_double) == "in order");
  CHECK(impostor("pkg/._x.cpython-312-darwin.so", apple_double) == "in order");
  CHECK(impostor("share/.AppleDouble/x.dll", apple_double) == "in order");
  SUBCASE("in the place of a file they are a broken file, and nothing else hides there") {
    CHECK(impostor("pkg/x.so", apple_double) == "the attributes of a Mac's file, without the file");
    CHECK(impostor("my__MACOSX/x.so", apple_double) != "in order");
    CHECK(impostor("__MACOSX/pkg/._x.so", pointer) == "a Git LFS pointer");
    CHECK(impostor("pkg/._x.so", "text") == "text");
  }
}

TEST_CASE("linker scripts") {
  for (const std::string& text :
       {"/* GNU ld script\n*/\nOUTPUT_FORMAT(elf64-x86-64)\nGROUP ( /lib/libc.so.6 )"s,
        "INPUT(libncurses.so.6 -ltinfo)"s, "GROUP(libgcc_s.so.1 -lgcc)"s,
        "/* $FreeBSD$ */\n/* two */ GROUP ( libc.so.7 )"s, "  \n\tINPUT\n( -lm )"s, "SECTIONS { }"s}) {
    CAPTURE(text);
    CHECK(impostor("libc.so", text) == "a linker script");
  }
  for (const std::string& text : {"/* GNU ld script"s, "INPUTS(x)"s, "GROUP"s, "/* */ hello"s, "input(x)"s}) {
    CAPTURE(text);
    CHECK(impostor("libc.so", text) == "text");
  }
}

namespace {

Content content(const std::string& text, std::uint64_t size) {
  return identify(Bytes{reinterpret_cast<const std::byte*>(text.data()), text.size()}, size);
}

Content content(const std::string& text) {
  return content(text, text.size());
}

}  // namespace

TEST_CASE("each command of a linker, and each end of its comments") {
  for (const std::string command :
       {"INPUT", "GROUP", "OUTPUT_FORMAT", "OUTPUT_ARCH", "OUTPUT", "TARGET", "SEARCH_DIR", "STARTUP", "ENTRY",
        "EXTERN", "SECTIONS", "VERSION", "PHDRS", "MEMORY", "ASSERT", "PROVIDE"}) {
    CAPTURE(command);
    CHECK(impostor("libc.so", command + "(x)") == "a linker script");
    CHECK(impostor("libc.so", "/**/" + command + "/* */{x") == "a linker script");
    CHECK(impostor("libc.so", command + "x") == "text");
  }
  CHECK(impostor("libc.so", "/*/GROUP(x)") == "text");  // the comment does not end
  CHECK(impostor("libc.so", "/**/") == "text");
  CHECK(impostor("libc.so", "/* * /GROUP(x)*/GROUP(x)") == "a linker script");
}

TEST_CASE("what lies under the name of a library is said") {
  using Pair = std::pair<std::string, std::string>;
  for (const auto& [text, said] :
       {Pair{"PK\x03\x04", "a zip archive"}, Pair{"\x1f\x8b", "gzip data"}, Pair{"MZ", "a DOS program"},
        Pair{"\x01\xDF", "a binary of AIX (XCOFF)"}, Pair{"\x01\xF7", "a binary of AIX (XCOFF)"},
        Pair{"<bigaf>\n", "a binary of AIX (XCOFF)"}, Pair{"BC\xC0\xDE", "LLVM bitcode"},
        Pair{"\xDE\xC0\x17\x0B", "LLVM bitcode"}, Pair{std::string(9, '\0'), "nothing but zero bytes"},
        Pair{std::string(9, '\0') + "x", "data of an unknown kind"}, Pair{" a\n\r\t\f\x1b\xC3\xA4", "text"},
        Pair{"a\x1f", "data of an unknown kind"}, Pair{"a\v", "data of an unknown kind"}, Pair{"a ", "text"}}) {
    CAPTURE(said);
    CHECK(impostor("x.so", text) == said);
  }
  CHECK(impostor("x.so", std::string(506, ' ') + "<html>") == "an HTML page");
  CHECK(impostor("x.so", std::string(507, ' ') + "<html") == "an HTML page");
  CHECK(impostor("x.so", std::string(508, ' ') + "<html") == "text");
  CHECK(impostor("x.so", "<HTML") == "an HTML page");
}

TEST_CASE("a universal file has slices whose table fits, or a first slice for a processor") {
  using made::big;
  const auto fat = [](std::uint32_t slices, std::size_t room, std::uint32_t cpu = 65, bool wide = false) {
    return big(wide ? 0xCAFEBABF : 0xCAFEBABE, 4) + big(slices, 4) + big(cpu, 4) + made::zeros(room);
  };
  for (const bool wide : {false, true}) {
    const Content found = wide ? Content::macho_fat64 : Content::macho_fat;
    const std::size_t row = wide ? 32 : 20;
    CHECK(content(fat(1, row - 4, 65, wide)) == found);
    CHECK(content(fat(1, row - 5, 65, wide)) == Content::other);
    CHECK(content(fat(1, row - 5, 64, wide)) == found);
    CHECK(content(fat(1, row - 5, 0x01000007, wide)) == found);
    CHECK(content(fat(2, 2 * row - 4, 65, wide)) == found);
    CHECK(content(fat(2, 2 * row - 5, 65, wide)) == Content::other);
    CHECK(content(fat(0, row, 7, wide)) == Content::other);
    CHECK(content(fat(1, 0, 65, wide).substr(0, 11)) == found);  // nobody knows the processor
    CHECK(content(fat(1, 0, 65, wide).substr(0, 7)) == Content::other);
  }
  CHECK(content(fat(most_fat_slices, 0, 7)) == Content::macho_fat);
  CHECK(content(fat(most_fat_slices + 1, 0, 7)) == Content::other);
}

TEST_CASE("MZ is a PE image if its signature says so, or lies behind what is shown of it") {
  const auto mz = [](std::uint32_t signature, const std::string& rest, char fill = '\0') {
    return made::padded("MZ", 60, fill) + made::u32(signature) + rest;
  };
  CHECK(content(mz(64, "PE\0\0"s)) == Content::pe);
  CHECK(content(mz(64, "PE\0x"s)) == Content::other);
  CHECK(content(mz(68, "PE\0\0PE\0\0"s)) == Content::pe);
  CHECK(content(mz(65, "PE\0\0"s)) == Content::pe);  // past the end: a damaged one
  CHECK(content(mz(0, "PE\0\0"s)) == Content::other);
  CHECK(content(mz(0x20202020, "text", ' ')) == Content::other);
  CHECK(content("MZ", 64) == Content::pe);
  CHECK(content("MZ", 63) == Content::other);
  CHECK(content("") == Content::empty);
  CHECK(content("!<arch>\nx") == Content::ar);
  CHECK(content("!<arch>\ndebian-binary") == Content::other);
  const auto told_by = [](const std::string& text) {
    return bytes_that_tell(Bytes{reinterpret_cast<const std::byte*>(text.data()), text.size()});
  };
  CHECK(told_by("MZ") == identify_bytes);
  CHECK(told_by("\x7f"
                "ELF") == magic_bytes);
}
