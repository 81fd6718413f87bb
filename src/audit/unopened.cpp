// SPDX-License-Identifier: Apache-2.0
#include "audit/unopened.hpp"

#include <array>
#include <optional>

#include "facts/native_name.hpp"
#include "inspect/archives.hpp"
#include "inspect/identify.hpp"
#include "inventory/inflate.hpp"

namespace platlint {

namespace {

bool is_zip(Bytes head) {
  return std::string_view(reinterpret_cast<const char*>(head.data()), head.size()).starts_with("PK\3\4");
}

// Most gzip files are one file of data: the first bytes that come out tell.
std::string in_gzip(Bytes head, std::uint64_t size) {
  std::array<std::byte, tar_block> room;
  const std::optional<std::size_t> got = inflate_start_of_gzip(head, room);
  if (!got) return {};  // damaged: it is unpacked nowhere
  if (*got == 0) return head.size() < size ? "gzip data" : "";
  const Bytes start = Bytes(room).first(*got);
  constexpr std::uint64_t unknown = std::uint64_t{1} << 40;  // what it unpacks to: enough for any table
  if (is_native(identify(start, unknown))) return "a native file in gzip";
  if (is_zip(start)) return "a zip archive in gzip";
  const std::string_view kind = archive_kind(start);
  return kind.empty() ? "" : std::string(kind) + " in gzip";
}

// Brotli has no magic number (RFC 7932). What the web is served is named for what it holds (app.js.br); a name that
// says a library, an archive or nothing is not that.
bool is_brotli_of_code(std::string_view path) {
  std::string_view name = path.substr(path.rfind('/') + 1);
  if (!name.ends_with(".br")) return false;
  name.remove_suffix(3);
  return !name.empty() &&
         (name.find('.') == std::string_view::npos || name.ends_with(".tar") || has_native_suffix(name));
}

}  // namespace

std::string unopened_archive(std::string_view path, Bytes head, std::uint64_t size) {
  if (is_app_image(head)) return "an AppImage";
  const std::string_view kind = archive_kind(head);
  if (kind == "gzip data") return in_gzip(head, size);
  if (kind.empty() && is_brotli_of_code(path)) return "brotli data";
  return std::string(kind);
}

bool holds_files(Bytes head) {
  return is_zip(head) || !archive_kind(head).empty();
}

}  // namespace platlint
