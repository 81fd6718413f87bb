// SPDX-License-Identifier: Apache-2.0
#include "inventory/containers/pyinstaller.hpp"

#include <doctest/doctest.h>

#include "made.hpp"

namespace {

using namespace platlint;
using namespace platlint::made;

struct Item {
  std::string name;
  char type = 'b';
  std::string bytes;
  bool compressed = false;
  std::uint64_t offset = 0;  // added to its offset
  std::uint64_t size = 0;    // added to its size
};

constexpr std::string_view magic("MEI\014\013\012\013\016", 8);

std::string carchive(const std::vector<Item>& items, std::size_t cookie_size = 88) {
  std::string files;
  std::string table;
  for (const Item& item : items) {
    const std::string packed = item.compressed ? deflated(item.bytes, 15) : item.bytes;
    std::string name = nul_ended(item.name);
    name.resize((name.size() + 15) / 16 * 16);
    table += big(18 + name.size(), 4) + big(files.size() + item.offset, 4) + big(packed.size() + item.size, 4) +
             big(item.bytes.size() + item.size, 4) + (item.compressed ? '\1' : '\0') + item.type + name;
    files += packed;
  }
  const std::size_t size = files.size() + table.size() + cookie_size;
  std::string cookie = std::string(magic) + big(size, 4) + big(files.size(), 4) + big(table.size(), 4) + big(311, 4);
  cookie.resize(cookie_size);
  return files + table + cookie;
}

std::vector<Found> members(const std::string& bytes, std::uint64_t most = 100) {
  const auto program = source(bytes);
  const std::optional<std::uint64_t> cookie = find_pyinstaller_cookie(*program, program->size());
  if (!cookie) throw std::runtime_error("no cookie");
  return read_all([&](const OnMember& found) { read_pyinstaller(*program, *cookie, most, found); });
}

}  // namespace

TEST_CASE("PyInstaller's archive: libraries, code and links, of both versions") {
  const std::vector<Item> items = {{"lib/x.so", 'b', "\177ELF and so on", true},
                                   {"main", 's', "code"},
                                   {"PYZ.pyz", 'z', "pyz"},
                                   {"l.so", 'n', nul_ended("lib/x.so")},
                                   {"pyi-option", 'o', ""},
                                   {"other:lib", 'd', ""},
                                   {"", 'x', "nameless"}};
  for (const std::size_t cookie : {88U, 24U}) {
    const std::vector<Found> found = members("program" + carchive(items, cookie) + std::string(3000, 's'));
    REQUIRE(found.size() == 5);
    CHECK(found[0].member.name == "lib/x.so");
    CHECK(found[0].bytes == "\177ELF and so on");
    CHECK(found[1].bytes == "code");
    CHECK(found[2].member.name == "PYZ.pyz");
    CHECK(found[3].member.kind == Member::Kind::link);
    CHECK(found[3].member.link == "lib/x.so");
    CHECK(found[4].member.name == "");
  }
}

TEST_CASE("on Windows its names have backslashes") {
  const std::vector<Item> items = {{"lib\\x.pyd", 'b', "MZ"}};
  CHECK(members("MZ" + carchive(items))[0].member.name == "lib/x.pyd");
  CHECK(members("\177ELF" + carchive(items))[0].member.name == "lib\\x.pyd");
}

TEST_CASE("an archive of PyInstaller's that does not add up is damaged") {
  CHECK_THROWS_AS(members(carchive({{"a", 'b', "1234", false, 4000}})), Unreadable);
  CHECK_THROWS_AS(members(carchive({{"a", 'b', "1234", false, 0xffffffff}})), Unreadable);
  CHECK_THROWS_AS(members(carchive({{"a", 'b', "1234", false, 0, 4000}})), Unreadable);
  CHECK_THROWS_AS(members(carchive({{"a", 'b', "1234", true, 0, 1}})), Unreadable);
  CHECK_THROWS_AS(members(carchive({{"l", 'n', std::string(5000, 'x')}})), Unreadable);
  CHECK_THROWS_AS(members(carchive({{"a", 'b', "1"}, {"b", 'b', "2"}}), 1), Unreadable);
  CHECK_THROWS_AS(members(carchive({})), Unreadable);
  const std::string good = carchive({{"a", 'b', "1234"}});
  CHECK(members(good).size() == 1);
  for (std::size_t at = 4; at < good.size() - 68; ++at) {  // each number of the table and of the cookie
    if (at >= good.size() - 88 && at < good.size() - 80) continue;
    std::string bad = good;
    bad[at] = '\xff';
    CAPTURE(at);
    const bool text = (at >= 20 && at < 38) || at > good.size() - 73;  // its name, its type, the version
    if (!text) CHECK_THROWS_AS(members(bad), Unreadable);
  }
}
