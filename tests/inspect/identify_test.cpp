// SPDX-License-Identifier: Apache-2.0
#include "inspect/identify.hpp"

#include <doctest/doctest.h>

#include <string>

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
