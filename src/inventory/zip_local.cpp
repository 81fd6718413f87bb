// SPDX-License-Identifier: Apache-2.0
// APPNOTE.TXT 4.3.7 (local header), 4.3.9 (data descriptor), 4.4.4 (flags), 4.5.3 (zip64), and Info-ZIP's own extra
// fields (proginfo/extrafld.txt, 0x7075).
#include "inventory/zip_local.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <string>

#include "inventory/inflate.hpp"
#include "inventory/number.hpp"
#include "inventory/zip_fields.hpp"
#include "text/words.hpp"

namespace platlint {

namespace {

struct Sizes {
  std::uint64_t checksum = 0;
  std::uint64_t packed = 0;
  std::uint64_t size = 0;
};

[[noreturn]] void refuse(const std::string& what) {
  throw Unreadable("in the archive: " + what);
}

[[noreturn]] void refuse_other(const std::string& field) {
  refuse("its local header has another " + field + " than the directory, so readers take out different files");
}

std::string read_text(ZipView& view, std::uint64_t offset, std::uint64_t count) {
  std::string text(static_cast<std::size_t>(count), '\0');
  text.resize(read_ahead(view, offset, std::as_writable_bytes(std::span(text))));
  return text;
}

// The UTF-8 name in an extra field, beside a name in another encoding. It counts if its checksum matches that name.
std::string_view unicode_name(std::string_view extra, std::string_view name) {
  constexpr std::uint64_t unicode_path = 0x7075;
  const std::optional<std::string_view> field = zip_extra_field(extra, unicode_path);
  const bool counts = field && field->size() > 5 && field->front() == 1 &&
                      little_endian(*field, 1, 4) == add_to_checksum(0, std::as_bytes(std::span(name)));
  return counts ? field->substr(5) : std::string_view();
}

// `given` comes from libzip: the name in UTF-8, if there is one.
void check_name(ZipView& view, const ZipPlace& place, std::string_view name, std::string_view extra,
                std::string_view given) {
  if (name.find('\0') != std::string_view::npos) refuse("its name holds a NUL, where some readers end it");
  const std::string_view unicode = unicode_name(extra, name);
  if (name == given && (unicode.empty() || unicode == given)) return;
  const std::string header = read_text(view, place.header, zip_header_size);
  if (header.size() < zip_header_size) refuse_other("name");
  const std::string stored = read_text(view, place.header + zip_header_size, little_endian(header, 28, 2));
  if (name != stored || (!unicode.empty() && unicode != given)) refuse_other("name");
}

Sizes local_sizes(std::string_view header, std::string_view extra) {
  Sizes sizes{little_endian(header, 14, 4), little_endian(header, 18, 4), little_endian(header, 22, 4)};
  widen({&sizes.size, &sizes.packed}, extra);
  return sizes;
}

// With or without its signature, and with sizes in 4 or in 8 bytes.
bool is_descriptor(std::string_view text, const Sizes& said) {
  if (text.starts_with("PK\7\x8") && is_descriptor(text.substr(4), said)) return true;
  for (const std::size_t width : {std::size_t{4}, std::size_t{8}}) {
    if (text.size() < 4 + 2 * width) return false;
    const std::uint64_t mask = width == 4 ? zip_in_zip64_field : ~std::uint64_t{0};
    if (little_endian(text, 0, 4) == said.checksum && little_endian(text, 4, width) == (said.packed & mask) &&
        little_endian(text, 4 + width, width) == (said.size & mask))
      return true;
  }
  return false;
}

// Some writers omit it after a member without bytes: then the next record is there.
void check_descriptor(ZipView& view, std::uint64_t offset, const Sizes& said) {
  constexpr std::size_t longest = 24;
  std::array<std::byte, longest> room;
  const std::uint64_t at_hand = view.ahead_at + view.ahead.size();
  const bool is_near = offset >= view.ahead_at && offset <= at_hand && at_hand - offset >= longest;
  const std::size_t got = is_near ? read_ahead(view, offset, room) : view.source.read(offset, room);
  const std::string_view text = text::as_text(std::span(room).first(got));
  if (is_descriptor(text, said)) return;
  const bool next_record = text.starts_with("PK\3\4") || text.starts_with("PK\1\2");
  if (said.packed != 0 || !next_record)
    refuse(
        "behind its data there is another checksum or size than in the directory, so readers take out different files");
}

// If a value is not yet known when a stream is written, it follows the data. The header then has zeros, or nevertheless
// the right numbers (Info-ZIP).
void check_sizes(const Sizes& local, const Sizes& said, bool streamed) {
  const auto differs = [&](std::uint64_t there, std::uint64_t here) {
    return there != here && !(streamed && (there == 0 || there == zip_in_zip64_field));
  };
  if (differs(local.checksum, said.checksum)) refuse_other("checksum");
  if (differs(local.packed, said.packed)) refuse_other("packed size");
  if (differs(local.size, said.size)) refuse_other("size");
}

}  // namespace

std::uint64_t check_local(ZipView& view, const ZipPlace& place, const ZipMember& member, std::string_view name) {
  if (member.is_directory && (member.size != 0 || member.packed_size > most_of_nothing))
    refuse("it is named as a directory, but has bytes");
  std::array<std::byte, zip_local_header_size> room;
  const std::string_view header = text::as_text(std::span(room).first(read_ahead(view, place.local, room)));
  if (header.size() < zip_local_header_size || !header.starts_with("PK\3\4"))
    refuse("there is no local header where the directory says");
  const std::uint64_t name_size = little_endian(header, 26, 2);
  const std::uint64_t extra_size = little_endian(header, 28, 2);
  const std::string tail = read_text(view, place.local + zip_local_header_size, name_size + extra_size);
  if (tail.size() < name_size + extra_size) refuse("its local header is cut short");
  const std::string_view extra = std::string_view(tail).substr(name_size);
  check_name(view, place, std::string_view(tail).substr(0, name_size), extra, name);

  const std::uint64_t flags = little_endian(header, 6, 2);
  if (((flags & 1) != 0) != member.encrypted) refuse_other("mark of encryption");
  if (little_endian(header, 8, 2) != member.method && !member.encrypted) refuse_other("method");
  const Sizes said{member.checksum, member.packed_size, member.size};
  const Sizes local = local_sizes(header, extra);
  const bool streamed = (flags & 8) != 0;
  check_sizes(local, said, streamed);
  const bool left_open = local.checksum == 0 && local.packed == 0 && local.size == 0;
  const std::uint64_t data = place.local + zip_local_header_size + tail.size();
  if (streamed && left_open) check_descriptor(view, data + said.packed, said);
  return data;
}

}  // namespace platlint
