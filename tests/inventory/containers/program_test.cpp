// SPDX-License-Identifier: Apache-2.0
#include "inventory/containers/program.hpp"

#include <doctest/doctest.h>

#include "made.hpp"

namespace {

using namespace platlint;
using namespace platlint::made;

std::optional<Program> read(const std::string& bytes) {
  const auto file = source(bytes);
  return read_program(*file, head(bytes));
}

std::string elf32(bool is_big) {
  const auto number = [&](std::uint64_t value, std::size_t size) {
    return is_big ? big(value, size) : little(value, size);
  };
  const std::string ident = "\177ELF\1" + std::string(1, is_big ? '\2' : '\1') + "\1" + std::string(9, '\0');
  return ident + number(2, 2) + number(8, 2) + number(1, 4) + number(0, 4) + number(52, 4) + number(0, 4) +
         number(0, 4) + number(52, 2) + number(32, 2) + number(1, 2) + number(40, 2) + number(0, 2) + number(0, 2) +
         number(1, 4) + number(0, 4) + number(0, 8) + number(84, 4) + number(84, 4) + number(5, 4) + number(4096, 4);
}

struct Pe {
  std::uint64_t flags = 0x22;
  std::uint64_t symbols = 0;
  std::uint64_t certificate = 0;  // its size
  std::string overlay = "";

  std::string bytes() const {
    const std::uint64_t data_at = 64 + 24 + 240 + 40;
    const std::string table = symbols == 0 ? "" : std::string(18 * symbols, 's') + little(9, 4) + "names";
    const std::uint64_t certificate_at = certificate == 0 ? 0 : data_at + 32 + table.size() + overlay.size();
    const std::string dos = "MZ" + std::string(58, '\0') + little(64, 4);
    const std::string coff = std::string("PE\0\0", 4) + little(0x8664, 2) + little(1, 2) + little(0, 4) +
                             little(symbols == 0 ? 0 : data_at + 32, 4) + little(symbols, 4) + little(240, 2) +
                             little(flags, 2);
    const std::string optional = little(0x20b, 2) + std::string(106, '\0') + little(16, 4) + std::string(32, '\0') +
                                 little(certificate_at, 4) + little(certificate, 4) + std::string(88, '\0');
    const std::string section = ".rdata" + std::string(2, '\0') + little(32, 4) + little(4096, 4) + little(32, 4) +
                                little(data_at, 4) + std::string(12, '\0') + little(0x40000040, 4);
    return dos + coff + optional + section + std::string(32, 'd') + table + overlay + std::string(certificate, 'c');
  }
};

struct MachO {
  std::uint64_t type = 2;
  std::uint64_t linked = 16;  // size of __LINKEDIT, which ends with the signature
  std::uint64_t signature = 8;

  std::string bytes() const {
    const std::uint64_t commands = 72 + 80 + 72 + 16;
    const std::uint64_t data_at = 32 + commands;
    const std::string header = little(0xfeedfacf, 4) + little(0x0100000c, 4) + little(0, 4) + little(type, 4) +
                               little(3, 4) + little(commands, 4) + std::string(8, '\0');
    const auto segment = [](const std::string& name, std::uint64_t at, std::uint64_t size, std::uint64_t sections,
                            std::uint64_t allowed) {
      std::string text = name;
      text.resize(16);
      return little(0x19, 4) + little(72 + 80 * sections, 4) + text + std::string(16, '\0') + little(at, 8) +
             little(size, 8) + little(7, 4) + little(allowed, 4) + little(sections, 4) + little(0, 4);
    };
    std::string section = "__data";
    section.resize(16);
    section += std::string("__DATA") + std::string(10, '\0') + little(0, 8) + little(32, 8) + little(data_at, 4) +
               std::string(28, '\0');
    return header + segment("__DATA", data_at, 32, 1, 3) + section + segment("__LINKEDIT", data_at + 32, linked, 0, 1) +
           little(0x1d, 4) + little(16, 4) + little(data_at + 32 + linked - signature, 4) + little(signature, 4) +
           std::string(32, 'd') + std::string(linked, 'l');
  }
};

std::string universal(const std::string& slice) {
  const std::string table = big(0xcafebabe, 4) + big(2, 4) + big(7, 4) + big(3, 4) + big(4096, 4) +
                            big(slice.size(), 4) + big(12, 4) + big(12, 4) + big(0, 4) + big(8192, 4) +
                            big(slice.size(), 4) + big(12, 4);
  std::string bytes = table + std::string(4096 - table.size(), '\0') + slice;
  bytes.resize(8192);
  return bytes + slice;
}

}  // namespace

TEST_CASE("what stands behind an ELF program is its overlay") {
  const std::string plain = Elf{}.elf();
  const std::optional<Program> program = read(Elf{.overlay = "behind"}.elf());
  REQUIRE(program);
  CHECK(program->overlay.offset == plain.size());
  CHECK(program->overlay.size == 6);
  REQUIRE(program->sections.size() == 2);
  CHECK(program->sections[0].name == ".data");
  CHECK(program->sections[0].written);
  CHECK(read(plain)->overlay.size == 0);
  for (const bool is_big : {false, true}) CHECK(read(elf32(is_big) + "12345")->overlay.size == 5);
}

TEST_CASE("a library or an object file is no program") {
  CHECK(!read(Elf{.type = 3}.elf()));
  CHECK(!read(Elf{.type = 1}.elf()));
  CHECK(!read(Pe{.flags = 0x2022}.bytes()));
  CHECK(!read(MachO{.type = 6}.bytes()));
  CHECK(!read("#!/bin/sh\n" + std::string(100, ' ')));
  CHECK(!read(big(0xcafebabe, 4) + big(0x34, 4) + std::string(100, '\0')));  // a Java class
  CHECK(!read(""));
}

TEST_CASE("symbols and a signature are none of a PE program's overlay") {
  CHECK(read(Pe{}.bytes())->overlay.size == 0);
  CHECK(read(Pe{.symbols = 3}.bytes())->overlay.size == 0);
  const Pe all{.symbols = 3, .certificate = 40, .overlay = "behind"};
  const std::optional<Program> program = read(all.bytes());
  REQUIRE(program);
  CHECK(program->overlay.size == 6);
  CHECK(program->signature == all.bytes().size() - 40);
  CHECK(program->sections[0].name == ".rdata");
  CHECK(!program->sections[0].written);
}

TEST_CASE("a Mach-O program ends before its signature, a universal file with its last slice") {
  const std::string slice = MachO{}.bytes();
  const std::optional<Program> thin = read(slice);
  REQUIRE(thin);
  CHECK(thin->signature == slice.size());  // it lies in __LINKEDIT, which describes it
  CHECK(thin->overlay.size == 0);
  CHECK(thin->sections.at(0).name == "__DATA,__data");
  CHECK(thin->sections[0].written);
  const std::optional<Program> fat = read(universal(slice) + "behind");
  REQUIRE(fat);
  CHECK(fat->sections.at(0).range.offset == 8192 + thin->sections[0].range.offset);
}

TEST_CASE("a program that is cut, or whose numbers are too large, is none") {
  for (const std::string& bytes : {Elf{.overlay = ""}.elf(), Pe{}.bytes(), MachO{}.bytes()}) {
    REQUIRE(read(bytes));
    for (std::size_t size = 0; size < bytes.size(); size += 7) CHECK(!read(bytes.substr(0, size)));
    for (std::size_t at = 16; at < bytes.size(); ++at) {
      std::string bad = bytes;
      for (std::size_t i = at; i < std::min(at + 8, bad.size()); ++i) bad[i] = '\xff';
      const std::optional<Program> program = read(bad);  // no crash, and nothing outside the file
      if (!program) continue;
      CHECK(program->overlay.end() <= bad.size());
      for (const Program::Section& section : program->sections) {
        CHECK(section.range.offset <= bad.size());
        CHECK(section.range.size <= bad.size() - section.range.offset);
      }
    }
  }
}
