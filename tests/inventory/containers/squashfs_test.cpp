// SPDX-License-Identifier: Apache-2.0
#include "inventory/containers/squashfs.hpp"

#include <doctest/doctest.h>

#include "made.hpp"

namespace {

using namespace platlint;
using namespace platlint::made;

// mkdir -p s/d; echo hello > s/d/f; chmod 755 s/d/f; ln -s d/f s/l
// mksquashfs s IMAGE -nopad -no-xattrs -no-exports -all-root -mkfs-time 0 -all-time 0
constexpr std::string_view image_in_hex =
    "68737173040000000000000000000200010000000100110040020100040000005b00000000000000e800000000000000e000"
    "000000000000ffffffffffffffff6600000000000000a000000000000000d200000000000000ffffffffffffffff68656c6c"
    "6f0a380078da636278cbc800054c0ca8800d881991e41991d44900310b103333fc87cb3343d580e814fd3464ad2c484a1419"
    "4419588134004a4c053b1e0078da6360800026243a8d11ca01d10a503ac50128c70c64e40000165c01a31080600000000000"
    "00000600000100000000c000000000000000048000000000da00000000000000";

std::string image() {
  std::string bytes;
  for (std::size_t i = 0; i < image_in_hex.size(); i += 2)
    bytes += static_cast<char>(std::stoi(std::string(image_in_hex.substr(i, 2)), nullptr, 16));
  return bytes;
}

std::vector<Found> members(const std::string& bytes, std::uint64_t most = 100) {
  const auto file = source(bytes);
  return read_all([&](const OnMember& found) { read_squashfs(*file, most, found); });
}

}  // namespace

TEST_CASE("a squashfs image has files, modes and links") {
  if (!reads_squashfs()) {
    CHECK_THROWS_AS(members(image()), Unreadable);
    return;
  }
  CHECK(is_squashfs(head(image())));
  const std::vector<Found> found = members(image());
  REQUIRE(found.size() == 2);
  CHECK(found[0].member.name == "l");
  CHECK(found[0].member.kind == Member::Kind::link);
  CHECK(found[0].member.link == "d/f");
  CHECK(found[1].member.name == "d/f");
  CHECK(found[1].member.mode == 0755U);
  CHECK(found[1].bytes == "hello\n");
  CHECK(members(image(), 3).size() == 2);
  CHECK_THROWS_AS(members(image(), 2), Unreadable);  // a directory counts
}

TEST_CASE("a squashfs image that does not add up is damaged") {
  const std::string good = image();
  for (std::size_t size = 0; size < good.size(); size += 3) CHECK_THROWS_AS(members(good.substr(0, size)), Unreadable);
  for (std::size_t at = 0; at < good.size(); ++at) {
    for (const char value : {'\0', '\1', '\xff'}) {
      std::string bad = good;
      bad[at] = value;
      try {
        members(bad);
      } catch (const Unreadable&) {
      }
    }
  }
}

TEST_CASE("a squashfs image has no more fragments than bytes") {
  if (!reads_squashfs()) return;
  std::string bad = image();
  bad.replace(16, 4, "\xff\xff\xff\x3f");  // fragment_entry_count
  CHECK_THROWS_WITH_AS(members(bad), "in the archive: more fragments than bytes", Unreadable);
}
