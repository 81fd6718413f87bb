// SPDX-License-Identifier: Apache-2.0
#include "inventory/containers/dotnet.hpp"

#include <doctest/doctest.h>

#include "made.hpp"

namespace {

using namespace platlint;
using namespace platlint::made;

constexpr std::string_view marker(
    "\x8b\x12\x02\xb9\x6a\x61\x20\x38\x72\x7b\x93\x02\x14\xd7\xa0\x32"
    "\x13\xf5\xb9\xe6\xef\xae\x33\x18\xee\x3b\x2d\xce\x24\xb3\x6a\xae",
    32);

struct Item {
  std::string name;
  std::string bytes;
  bool compressed = false;
};

std::string path(const std::string& text) {
  if (text.size() < 128) return static_cast<char>(text.size()) + text;
  return std::string{static_cast<char>((text.size() & 0x7f) | 0x80), static_cast<char>(text.size() >> 7)} + text;
}

// The host, its files, the header; the distance of the files.
std::string bundle(std::uint32_t version, const std::vector<Item>& items, std::uint64_t off = 0) {
  Elf host{.data = std::string(8, '\0') + std::string(marker)};
  std::string behind;
  std::string rows;
  const std::size_t start = host.elf().size();
  for (const Item& item : items) {
    const std::string packed = item.compressed ? deflated(item.bytes, -15) : item.bytes;
    rows += little(start + behind.size() + off, 8) + little(item.bytes.size(), 8);
    if (version >= 6) rows += little(item.compressed ? packed.size() : 0, 8);
    rows += '\2' + path(item.name);
    behind += packed;
  }
  host.data = little(start + behind.size(), 8) + std::string(marker);
  host.overlay = behind + little(version, 4) + little(0, 4) + little(items.size(), 4) + path("id") +
                 (version >= 2 ? std::string(40, '\0') : "") + rows;
  return host.elf();
}

std::vector<Found> members(const std::string& bytes, std::uint64_t most = 100) {
  const auto file = source(bytes);
  const std::optional<Program> program = read_program(*file, head(bytes));
  REQUIRE(program);
  const std::optional<std::uint64_t> header = find_dotnet_header(*file, *program);
  REQUIRE(header);
  return read_all([&](const OnMember& found) { read_dotnet(*file, *header, most, found); });
}

}  // namespace

TEST_CASE("a .NET bundle of each version") {
  const std::string name(200, 'n');
  for (const std::uint32_t version : {1U, 2U, 6U}) {
    const std::vector<Found> found =
        members(bundle(version, {{"lib\\x.so", "\177ELF", version == 6}, {name, "text"}, {"empty", ""}}));
    REQUIRE(found.size() == 3);
    CHECK(found[0].member.name == "lib/x.so");
    CHECK(found[0].bytes == "\177ELF");
    CHECK(found[1].member.name == name);
    CHECK(found[1].bytes == "text");
    CHECK(found[2].bytes == "");
  }
}

TEST_CASE("a host without a bundle carries none") {
  const Elf host{.data = std::string(8, '\0') + std::string(marker)};
  const auto file = source(host.elf());
  CHECK(!find_dotnet_header(*file, read_program(*file, head(host.elf())).value()));
  const Elf code{.data = little(1, 8) + std::string(marker), .flags = 2};  // may not be written to
  const auto other = source(code.elf());
  CHECK(!find_dotnet_header(*other, read_program(*other, head(code.elf())).value()));
}

TEST_CASE("a .NET bundle that does not add up is damaged") {
  CHECK_THROWS_AS(members(bundle(6, {{"a", "1234"}}, 4000)), Unreadable);
  CHECK_THROWS_AS(members(bundle(6, {{"a", "1234"}}, std::uint64_t{1} << 63)), Unreadable);
  CHECK_THROWS_AS(members(bundle(6, {{"a", "1234", true}}, 1)), Unreadable);
  CHECK_THROWS_AS(members(bundle(7, {{"a", "1234"}})), Unreadable);
  CHECK_THROWS_AS(members(bundle(0, {{"a", "1234"}})), Unreadable);
  CHECK_THROWS_AS(members(bundle(6, {{"", "1234"}})), Unreadable);
  CHECK_THROWS_AS(members(bundle(6, {{std::string(5000, 'a'), "1234"}})), Unreadable);
  CHECK_THROWS_AS(members(bundle(6, {{"a", "1"}, {"b", "2"}}), 1), Unreadable);
  const std::string good = bundle(6, {{"a", "1234"}});
  CHECK(members(good).size() == 1);
  for (std::size_t cut = 1; cut < 80; ++cut) CHECK_THROWS_AS(members(good.substr(0, good.size() - cut)), Unreadable);
}
