// SPDX-License-Identifier: Apache-2.0
#include "inventory/containers/nuitka.hpp"

#include <doctest/doctest.h>
#include <zstd.h>

#include "made.hpp"

namespace {

using namespace platlint;
using namespace platlint::made;

struct Shape {
  bool wide = false;
  bool checked = false;
  bool separate = false;
  bool packed = false;
};

std::string zstd(const std::string& text) {
  std::string packed(ZSTD_compressBound(text.size()), '\0');
  packed.resize(ZSTD_compress(packed.data(), packed.size(), text.data(), text.size(), 3));
  return packed;
}

std::string name(const std::string& text, const Shape& shape) {
  if (!shape.wide) return nul_ended(text);
  std::string wide;
  for (const char c : text) wide += std::string{c, '\0'};
  return wide + std::string(2, '\0');
}

std::string file(const std::string& path, const std::string& bytes, const Shape& shape, char flags = 1,
                 std::uint64_t size = 0) {
  const std::string packed = shape.separate ? zstd(bytes) : bytes;
  return name(path, shape) + (shape.wide ? "" : std::string(1, flags)) + little(bytes.size() + size, 8) +
         (shape.checked ? "CRC!" : "") + (shape.separate ? little(packed.size(), 4) : "") + packed;
}

std::string payload(const std::string& files, const Shape& shape) {
  const std::string all = files + name("", shape);
  return (shape.packed || shape.separate ? "KAY" : "KAX") + (shape.packed ? zstd(all) : all);
}

std::vector<Found> members(const std::string& bytes, std::uint64_t most = 100) {
  const auto program = source(bytes);
  const std::optional<Program> headers = read_program(*program, head(bytes));
  REQUIRE(headers);
  const std::optional<Range> range = find_nuitka_payload(*program, *headers);
  if (!range) return {};
  return read_all([&](const OnMember& found) { read_nuitka(*program, *range, most, found); });
}

std::string appended(const std::string& bytes) {
  return Elf{.overlay = bytes + little(bytes.size(), 8)}.elf();
}

std::string inside(const std::string& bytes) {
  return Elf{.section = ".rodata",
             .data = "KAY some constants KAX" + std::string(16, '\0') + bytes + std::string(100, 'd'),
             .flags = 2}
      .elf();
}

const std::string native = "\177ELF" + std::string(100'000, 'x');

}  // namespace

TEST_CASE("Nuitka's payload in each of its shapes, behind the program and in it") {
  for (const bool wide : {false, true}) {
    for (const bool checked : {false, true}) {
      for (const int kind : {0, 1, 2}) {
        const Shape shape{wide, checked, kind == 1, kind == 2};
        CAPTURE(wide);
        CAPTURE(checked);
        CAPTURE(kind);
        std::string files = file("main", native, shape) + file("lib\\empty", "", shape, 0);
        if (!wide) files += nul_ended("link") + '\2' + nul_ended("main");
        const std::string bytes = payload(files + file("last", "text", shape), shape);
        for (const std::string& program : {appended(bytes), inside(bytes)}) {
          const std::vector<Found> found = members(program);
          REQUIRE(found.size() == (wide ? 3 : 4));
          CHECK(found[0].member.name == "main");
          CHECK(found[0].bytes == native);
          CHECK(found[0].member.mode == (wide ? std::nullopt : std::optional(0755U)));
          CHECK(found[1].member.name == (wide ? "lib/empty" : "lib\\empty"));
          CHECK(found[1].bytes == "");
          if (!wide) CHECK(found[2].member.link == "main");
          CHECK(found.back().bytes == "text");
        }
      }
    }
  }
}

TEST_CASE("its names are UTF-16 on Windows") {
  const Shape wide{.wide = true};
  const std::string path("m\0\xe9\0\xac\x20\x3d\xd8\x00\xde\0\0", 12);  // m, e with acute, euro sign, a face
  const std::string bytes = "KAX" + path + little(4, 8) + "MZ.." + std::string(2, '\0');
  const std::vector<Found> found = members(appended(bytes));
  REQUIRE(found.size() == 1);
  CHECK(found[0].member.name == "m\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80");
  CHECK(members(appended(payload(file("a", "MZ..", wide), wide))).size() == 1);
}

TEST_CASE("a program that only has its letters carries nothing") {
  CHECK(members(inside("KAX")).empty());
  CHECK(members(inside("KAYKAXKA")).empty());
  CHECK(members(inside(payload(file("a", "no native file", {}), {}))).empty());
  CHECK(members(appended("something else")).empty());
  std::string many;
  for (int i = 0; i < 100'000; ++i) many += "KAX";
  CHECK(members(inside(many)).empty());
}

TEST_CASE("a payload of Nuitka's that does not add up is damaged") {
  for (const int kind : {0, 1, 2}) {
    const Shape shape{.separate = kind == 1, .packed = kind == 2};
    const std::string first = file("a", native, shape);
    CHECK_THROWS_AS(members(appended(payload(first + file("b", "text", shape, 1, 1000), shape))), Unreadable);
    CHECK_THROWS_AS(members(appended(payload(first + file("b", "text", shape, 1, UINT64_MAX - 10), shape))),
                    Unreadable);
    CHECK_THROWS_AS(members(appended(payload(first + std::string(2000, 'n'), shape))), Unreadable);
    CHECK_THROWS_AS(members(appended(payload(first + file("b", "", shape), shape)), 1), Unreadable);
    const std::string good = payload(first + file("b", "text", shape), shape);
    CHECK_THROWS_AS(members(appended(good.substr(0, good.size() - 3))), Unreadable);
  }
}
