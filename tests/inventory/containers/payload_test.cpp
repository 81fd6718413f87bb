// SPDX-License-Identifier: Apache-2.0
#include "inventory/containers/payload.hpp"

#include <doctest/doctest.h>

#include "inventory/containers/squashfs.hpp"
#include "made.hpp"

namespace {

using namespace platlint;
using namespace platlint::made;

// Its kind, and the names of its files.
std::pair<std::string, std::vector<std::string>> found_in(const std::string& bytes) {
  const auto file = source(bytes);
  const std::optional<Payload> payload = find_payload(*file, head(bytes));
  if (!payload) return {};
  std::vector<std::string> names;
  if (payload->read) {
    payload->read(100, [&](const Member& member, Stream&) { names.push_back(member.name); });
  } else {
    names.emplace_back("cannot be opened");
  }
  return {std::string(payload->kind), names};
}

using Names = std::vector<std::string>;

std::string program(const std::string& overlay) {
  return Elf{.overlay = overlay}.elf();
}

std::string carchive() {
  const std::string table =
      big(32, 4) + big(0, 4) + big(4, 4) + big(4, 4) + std::string(1, '\0') + "b" + "x.so" + std::string(10, '\0');
  return "\177ELF" + table + "MEI\014\013\012\013\016" + big(4 + 32 + 88, 4) + big(4, 4) + big(32, 4) + big(311, 4) +
         std::string(64, '\0');
}

std::string pe(const std::string& overlay) {
  return "MZ" + std::string(58, '\0') + little(64, 4) + std::string("PE\0\0", 4) + little(0x8664, 2) + little(0, 2) +
         little(0, 12) + little(96, 2) + little(2, 2) + little(0x10b, 2) + std::string(94, '\0') + overlay;
}

}  // namespace

TEST_CASE("a plain program or script carries nothing") {
  CHECK(found_in(program("")).first == "");
  CHECK(found_in(program("anything else")).first == "");
  CHECK(found_in(pe("")).first == "");
  CHECK(found_in("#!/bin/sh\necho\n").first == "");
  CHECK(found_in("").first == "");
  CHECK(
      found_in(Elf{.data = "NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2:0 d3n0l4nd ---- Bun! ----\n"}.elf()).first ==
      "");
}

TEST_CASE("a PyInstaller program, whose archive is appended or a section") {
  CHECK(found_in(program(carchive())) == std::pair(std::string("a PyInstaller program"), Names{"x.so"}));
  CHECK(found_in(pe(carchive())).first == "a PyInstaller program");
  CHECK(found_in(Elf{.section = "pydata", .data = carchive(), .flags = 0}.elf()).second == Names{"x.so"});
  CHECK(found_in(Elf{.section = "other", .data = carchive(), .flags = 0}.elf()).first == "");
}

TEST_CASE("an AppImage carries a file system") {
  std::string image = program("hsqs and so on");
  image.replace(8, 3, "AI\2");
  if (reads_squashfs()) {
    CHECK_THROWS_AS(found_in(image), Unreadable);
  } else {
    CHECK(found_in(image) == std::pair(std::string("an AppImage"), Names{"cannot be opened"}));
  }
  std::string other = program("DWARFS and so on");
  other.replace(8, 3, "AI\2");
  CHECK(found_in(other) == std::pair(std::string("an AppImage"), Names{"cannot be opened"}));
  std::string old = program("");
  old.replace(8, 3, "AI\1");
  CHECK(found_in(old) == std::pair(std::string("an AppImage"), Names{"iso9660"}));
}

TEST_CASE("an archive behind a program is a file in it") {
  const std::string kind = "a program with an archive behind it";
  const std::string gzip = "\x1f\x8b\x08 packed";
  CHECK(found_in(program(gzip)) == std::pair(kind, Names{"payload"}));
  CHECK(found_in(program(std::string(300, '\0') + gzip)) == std::pair(kind, Names{"payload"}));
  CHECK(found_in(pe("7z\xbc\xaf\x27\x1c")) == std::pair(kind, Names{"payload"}));
  CHECK(found_in(pe(";!@Install@!UTF-8!\nTitle=\"x\"\n;!@InstallEnd@!7z\xbc\xaf\x27\x1c")) ==
        std::pair(kind, Names{"payload"}));
  CHECK(found_in(program("PK\3\4 a zip, whose end is somewhere else")) == std::pair(kind, Names{"payload"}));
}

TEST_CASE("a zip behind a program is left to who reads zips") {
  const std::string local = "PK\3\4" + std::string(22, '\0') + little(1, 2) + little(0, 2) + "x";
  const std::string header = "PK\1\2" + std::string(24, '\0') + little(1, 2) + std::string(16, '\0') + "x";
  const std::string end = "PK\5\6" + little(0, 4) + little(1, 2) + little(1, 2) + little(header.size(), 4) +
                          little(local.size(), 4) + little(0, 2);
  const std::string file = program(local + header + end);
  const auto bytes = source(file);
  const std::optional<Payload> payload = find_payload(*bytes, head(file));
  REQUIRE(payload);
  CHECK(payload->is_zip);
  CHECK(found_in(program(local + end)).second == Names{"payload"});  // its directory is not there
}

TEST_CASE("what carries files in a form that nobody reads is named") {
  const Names unopened{"cannot be opened"};
  CHECK(found_in(program("d3n0l4nd" + std::string(100, 'x'))) ==
        std::pair(std::string("a program made by deno compile"), unopened));
  CHECK(found_in(program(std::string(100, 'x') + "d3n0l4nd" + std::string(16, '\0'))).first ==
        "a program made by deno compile");
  CHECK(found_in(program("files\n---- Bun! ----\n" + std::string(8, '\0'))) ==
        std::pair(std::string("a program made by bun build --compile"), unopened));
  CHECK(found_in(program("(function(process, require, console, EXECPATH_FD, PAYLOAD_POSITION, PAYLOAD_SIZE) {")) ==
        std::pair(std::string("a program made by pkg"), unopened));
  CHECK(found_in(pe(std::string(4, '\0') + "\xef\xbe\xad\xdeNullsoftInst")) ==
        std::pair(std::string("an NSIS installer"), unopened));
  CHECK(found_in(pe("zlb\x1a")) == std::pair(std::string("an Inno Setup installer"), unopened));
  CHECK(found_in(pe("...Inno Setup Setup Data (6.0.0)")).first == "an Inno Setup installer");
}

TEST_CASE("a payload that lies behind the file's end is damaged") {
  CHECK_THROWS_AS(found_in("#!/bin/sh\n# Makeself\nfilesizes=\"99\"\nskip=\"4\"\nx"), Unreadable);
  CHECK(found_in("#!/bin/sh\n# Makeself\nfilesizes=\"1\"\nskip=\"4\"\nx").second == Names{"payload"});
}
