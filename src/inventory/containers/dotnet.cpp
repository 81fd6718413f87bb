// SPDX-License-Identifier: Apache-2.0
#include "inventory/containers/dotnet.hpp"

#include <algorithm>
#include <string>
#include <string_view>

#include "inventory/containers/fields.hpp"
#include "inventory/containers/search.hpp"

namespace platlint {

namespace {

// bundle_marker.cpp
constexpr std::string_view marker(
    "\x8b\x12\x02\xb9\x6a\x61\x20\x38\x72\x7b\x93\x02\x14\xd7\xa0\x32"
    "\x13\xf5\xb9\xe6\xef\xae\x33\x18\xee\x3b\x2d\xce\x24\xb3\x6a\xae",
    32);
constexpr std::uint64_t most_data = std::uint64_t{64} << 20;
constexpr std::uint64_t most_header = std::uint64_t{64} << 20;
constexpr std::uint64_t most_path = 4096;  // PATH_MAX; reader.cpp uses it on all systems

struct Item {
  Range packed;
  std::uint64_t size = 0;
  bool compressed = false;
  std::string name;
};

// BinaryWriter.Write(string): seven bits a byte, the low ones first; at most two bytes (reader.cpp).
std::string read_path(Fields& fields) {
  std::uint64_t size = fields.number(1);
  if (size >= 0x80) {
    const std::uint64_t more = fields.number(1);
    if (more >= 0x80) throw damaged("a path of more than 4096 bytes");
    size = (size & 0x7f) | more << 7;
  }
  if (size == 0 || size > most_path) throw damaged("a path of no bytes, or of more than 4096");
  return std::string(fields.text(size));
}

Item read_item(Fields& fields, std::uint64_t version) {
  Item item;
  item.packed.offset = fields.u64();
  item.size = fields.u64();
  item.packed.size = version >= 6 ? fields.u64() : 0;
  item.compressed = item.packed.size != 0;
  if (!item.compressed) item.packed.size = item.size;
  fields.skip(1);  // .NET's type of the file
  item.name = read_path(fields);
  std::replace(item.name.begin(), item.name.end(), '\\', '/');  // dir_utils_t::fixup_path_separator
  return item;
}

void give(const Source& source, const Item& item, const OnMember& found) {
  const std::unique_ptr<Stream> bytes =
      item.compressed ? inflated(source, item.packed, item.size, Deflate::raw) : stream_of(source, item.packed);
  Member member;
  member.name = item.name;
  member.size = item.size;
  found(member, *bytes);
}

}  // namespace

std::optional<std::uint64_t> find_dotnet_header(const Source& source, const Program& program) {
  std::uint64_t left = most_data;
  for (const Program::Section& section : program.sections) {
    if (!section.written || section.executed) continue;
    const Range range{section.range.offset, std::min(section.range.size, left)};
    left -= range.size;
    const std::optional<std::uint64_t> at = find_first(source, range, marker);
    if (!at || *at < 8) continue;
    const Buffer offset = read_range(source, *at - 8, 8);
    const std::uint64_t header = Fields(offset.bytes(), Fields::Order::little).u64();
    return header == 0 ? std::nullopt : std::optional(header);
  }
  return std::nullopt;
}

void read_dotnet(const Source& source, std::uint64_t header, std::uint64_t most_members, const OnMember& found) {
  require_range(source, {header, 0});
  const Buffer buffer = read_range(source, header, std::min(source.size() - header, most_header));
  Fields fields(buffer.bytes(), Fields::Order::little);
  const std::uint64_t version = fields.u32();
  if (version == 0 || version > 6) throw damaged("a .NET bundle of version " + std::to_string(version));
  fields.skip(4);
  const std::uint64_t count = fields.u32();
  if (count > most_members) throw over_limit(most_members, "entries");
  read_path(fields);  // the bundle's name
  if (version >= 2)
    fields.skip(5 * std::uint64_t{8});  // the places of its two JSON files, which are entries as well; flags
  for (std::uint64_t i = 0; i < count; ++i) give(source, read_item(fields, version), found);
}

}  // namespace platlint
