// SPDX-License-Identifier: Apache-2.0
#include "inventory/containers/ar.hpp"

#include <doctest/doctest.h>

#include "made.hpp"

namespace {

using namespace platlint;
using namespace platlint::made;
using namespace std::literals;

std::string padded(std::string text, std::size_t size) {
  text.resize(size, ' ');
  return text;
}

std::string member(const std::string& name, const std::string& content) {
  const std::string header = padded(name, 16) + padded("0", 12) + padded("0", 6) + padded("0", 6) + padded("644", 8) +
                             padded(std::to_string(content.size()), 10) + "`\n";
  return header + content + (content.size() % 2 == 1 ? "\n" : "");
}

bool holds_more(const std::string& bytes) {
  return holds_more_than_objects(*source(bytes));
}

const std::string magic = "!<arch>\n";
const std::string elf =
    "\x7F"
    "ELF\2\1\1"s +
    std::string(9, '\0');
const std::string object = elf + "\1\0"s;
const std::string library = elf + "\3\0"s;

}  // namespace

TEST_CASE("a static library holds objects, and what a linker wants beside them") {
  CHECK(!holds_more(magic));
  CHECK(!holds_more(magic + member("a.o/", object) + member("b.o/", object)));
  CHECK(!holds_more(magic + member("/", "\0\0\0\0"s) + member("//", "long names/\n") + member("a.o/", object)));
  CHECK(!holds_more(magic + member("lib.rmeta/", "rust\0\0\0\x08"s) + member("a.o/", object)));
  CHECK(!holds_more(magic + member("a.o/", "BC\xC0\xDE"s)));                  // LLVM's bitcode
  CHECK(!holds_more(magic + member("x.dll/", "\0\0\xFF\xFF\0\0\x64\x86"s)));  // a member of an import library
}

TEST_CASE("an ar archive of libraries is told at each place") {
  CHECK(holds_more(magic + member("a.so/", library)));
  CHECK(holds_more(magic + member("a.o/", object + "x") + member("a.so/", library)));
  CHECK(holds_more(magic + member("#1/8", "long.so\0"s + library)));
  CHECK(!holds_more(magic + member("#1/8", "long.o\0\0"s + object)));
  CHECK(holds_more(magic + member("data.tar.gz/", "\x1F\x8B\x08"s + std::string(20, 'x'))));
  CHECK(holds_more(magic + member("x.zip/", "PK\3\4"s)));
  CHECK(holds_more(magic + member("inner.ar/", magic)));
}

TEST_CASE("damage and thin archives are left to who inspects libraries") {
  const std::string whole = magic + member("a.o/", object) + member("a.so/", library);
  CHECK(!holds_more(""));
  CHECK(!holds_more("!<thin>\n" + member("a.so/", library)));
  CHECK(!holds_more(whole.substr(0, whole.size() - library.size() - 1)));
  CHECK(!holds_more(magic + std::string(60, ' ')));
  CHECK(!holds_more(magic + std::string(59, '1')));
}
