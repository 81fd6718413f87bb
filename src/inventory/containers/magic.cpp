// SPDX-License-Identifier: Apache-2.0
#include "inventory/containers/magic.hpp"

#include <algorithm>
#include <array>
#include <span>

namespace platlint {

namespace {

using std::string_view_literals::operator""sv;

bool begins_with_one(std::string_view begin, std::span<const std::string_view> magics) {
  return std::any_of(magics.begin(), magics.end(), [&](std::string_view magic) { return begin.starts_with(magic); });
}

}  // namespace

bool begins_as_binary(std::string_view begin) {
  constexpr std::array magics = {
      "\x1f\x8b\x08"sv,  // gzip (RFC 1952)
      "\xfd"
      "7zXZ\0"sv,              // xz
      "\x28\xb5\x2f\xfd"sv,    // zstd (RFC 8878)
      "\x04\x22\x4d\x18"sv,    // lz4's frame
      "7z\xbc\xaf\x27\x1c"sv,  // 7z
      "Rar!\x1a\x07"sv,        // RAR
      "\xed\xab\xee\xdb"sv,    // RPM
      "\177ELF"sv,             // a program before its archive
  };
  const bool bzip2 = begin.starts_with("BZh") && begin.substr(0, 10).ends_with("1AY&SY");
  const bool tar = begin.size() > 262 && begin.substr(257, 5) == "ustar" && begin.find('\0') < 101;
  return bzip2 || tar || begins_with_one(begin, magics);
}

bool begins_as_container(std::string_view begin) {
  constexpr std::array magics = {
      "PK\3\4"sv, "MSCF\0\0\0\0"sv, "xar!"sv, "hsqs"sv, "!<arch>\n"sv, "070701"sv, "070702"sv, "070707"sv,
  };
  return begins_as_binary(begin) || begins_with_one(begin, magics);
}

}  // namespace platlint
