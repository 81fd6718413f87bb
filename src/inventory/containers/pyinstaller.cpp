// SPDX-License-Identifier: Apache-2.0
#include "inventory/containers/pyinstaller.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "inventory/containers/fields.hpp"
#include "inventory/containers/search.hpp"

namespace platlint {

namespace {

constexpr std::string_view magic("MEI\014\013\012\013\016", 8);
// The cookie ends the archive. Bytes from a linker may follow it (an ELF section table: 2 KB). A signature may follow
// too, if our reading of the headers does not find it: Authenticode takes 10 to 20 KB, an Apple signature about 1/128
// of the program. 1 MiB is enough for programs of 128 MB, and is read in less than a millisecond.
constexpr std::uint64_t search_window = std::uint64_t{1} << 20;
constexpr std::uint64_t most_table = std::uint64_t{64} << 20;
constexpr std::uint64_t most_link = 4096;
constexpr std::size_t entry_size = 18;
// Since version 2.1, and before, when the name of libpython was not yet in it.
constexpr std::array<std::uint64_t, 2> cookie_sizes = {88, 24};

struct Archive {
  std::uint64_t start = 0;
  std::uint64_t size = 0;
  Range table;  // of contents
};

// Does the table begin with an entry?
bool begins_well(const Source& source, Range table) {
  if (table.size < entry_size || !holds(source, table)) return false;
  const Buffer first = read_range(source, table.offset, entry_size);
  const std::uint64_t size = Fields(first.bytes(), Fields::Order::big).u32();
  return size > entry_size && size <= table.size;
}

std::optional<Archive> archive_of(const Source& source, std::uint64_t cookie, std::uint64_t cookie_size) {
  if (!holds(source, {cookie, cookie_size})) return std::nullopt;
  const Buffer buffer = read_range(source, cookie, cookie_size);
  Fields fields(buffer.bytes(), Fields::Order::big);
  const std::uint64_t size = fields.skip(magic.size()).u32();
  const std::uint64_t end = cookie + cookie_size;
  if (size > end) return std::nullopt;
  const std::uint64_t table = fields.u32();
  const Archive archive{end - size, size, {end - size + table, fields.u32()}};
  if (table > size || size - table < archive.table.size || !begins_well(source, archive.table)) return std::nullopt;
  return archive;
}

struct Item {
  Range packed;
  std::uint64_t size = 0;
  bool compressed = false;
  char type = 0;
  std::string name;
};

Item read_item(Fields& fields, const Archive& archive) {
  const std::size_t start = fields.place();
  const std::uint64_t length = fields.u32();
  if (length <= entry_size) throw damaged("an entry of its table is too short");
  Item item;
  const std::uint64_t offset = fields.u32();
  item.packed = {archive.start + offset, fields.u32()};
  item.size = fields.u32();
  item.compressed = fields.number(1) != 0;
  item.type = static_cast<char>(fields.number(1));
  item.name = until_nul(fields.text(length - (fields.place() - start)));
  if (offset > archive.size || archive.size - offset < item.packed.size)
    throw damaged(item.name + ": it lies behind the archive's end");
  return item;
}

std::unique_ptr<Stream> bytes_of(const Source& source, const Item& item) {
  if (item.compressed) return inflated(source, item.packed, item.size, Deflate::zlib);
  if (item.packed.size != item.size) throw damaged(item.name + ": it has two sizes");
  return stream_of(source, item.packed);
}

// The bytes of the item are the link's text.
std::string link_of(const Source& source, const Item& item) {
  if (item.size > most_link) throw damaged(item.name + ": a link of more than 4096 bytes");
  std::string text(static_cast<std::size_t>(item.size), '\0');
  bytes_of(source, item)->read_exactly(std::as_writable_bytes(std::span(text)));
  return std::string(until_nul(text));
}

void give(const Source& source, const Item& item, const OnMember& found) {
  Member member;
  member.name = item.name;
  if (item.type == 'n') {
    member.kind = Member::Kind::link;
    member.link = link_of(source, item);
    found(member, *stream_of(source, {}));
  } else {
    member.size = item.size;
    found(member, *bytes_of(source, item));
  }
}

}  // namespace

std::optional<std::uint64_t> find_pyinstaller_cookie(const Source& source, std::uint64_t end) {
  const std::uint64_t size = std::min(end, search_window);
  return find_last(source, {end - size, size}, magic);
}

void read_pyinstaller(const Source& source, std::uint64_t cookie, std::uint64_t most_members, const OnMember& found) {
  std::optional<Archive> archive;
  for (const std::uint64_t size : cookie_sizes) {
    if (!archive) archive = archive_of(source, cookie, size);
  }
  if (!archive) throw damaged("PyInstaller's table of contents is not where it should be");
  if (archive->table.size > most_table) throw over_limit(most_table, "bytes in the archive's table");
  const bool windows = first_bytes(source, {0, 2}, 2) == "MZ";
  const Buffer table = read_range(source, archive->table.offset, archive->table.size);
  Fields fields(table.bytes(), Fields::Order::big);
  for (std::uint64_t count = 0; fields.left() > 0;) {
    Item item = read_item(fields, *archive);
    // An option for the start, or a file in another program (MULTIPACKAGE): it has no bytes here.
    if (item.type == 'o' || item.type == 'd') continue;
    if (++count > most_members) throw over_limit(most_members, "entries");
    if (windows) std::replace(item.name.begin(), item.name.end(), '\\', '/');
    give(source, item, found);
  }
}

}  // namespace platlint
