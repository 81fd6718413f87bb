// SPDX-License-Identifier: Apache-2.0
// ar(5): members with a header of 60 bytes. The size is decimal text at 48; the next member begins at an even offset.
// BSD's "#1/12": the name's 12 bytes come first in the member.
#include "inventory/containers/ar.hpp"

#include <algorithm>
#include <charconv>
#include <optional>
#include <string>
#include <string_view>

#include "facts/native_magic.hpp"
#include "inventory/code.hpp"
#include "inventory/container_kind.hpp"
#include "inventory/containers/search.hpp"
#include "text/words.hpp"

namespace platlint {

namespace {

constexpr std::string_view magic = "!<arch>\n";
constexpr std::size_t header_size = 60;
constexpr std::size_t looked_at = 4096;  // a PE file usually has its signature before this

std::optional<std::uint64_t> decimal(std::string_view field) {
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(field.data(), field.data() + field.size(), value);
  if (error != std::errc{}) return std::nullopt;
  return value;
}

// The bytes of one member, after the name that BSD puts there. Unset: the header is damaged.
std::optional<Range> content_of(const Source& archive, std::uint64_t header_at) {
  const std::string header = first_bytes(archive, {header_at, header_size}, header_size);
  if (header.size() < header_size) return std::nullopt;
  const std::optional<std::uint64_t> size = decimal(std::string_view(header).substr(48, 10));
  const std::uint64_t at = header_at + header_size;
  if (!size || !holds(archive, {at, *size})) return std::nullopt;
  const bool is_bsd = header.starts_with("#1/");
  const std::uint64_t name = is_bsd ? decimal(std::string_view(header).substr(3, 13)).value_or(0) : 0;
  const std::uint64_t skipped = std::min(name, *size);
  return Range{at + skipped, *size - skipped};
}

}  // namespace

bool holds_more_than_objects(const Source& archive) {
  if (first_bytes(archive, {0, archive.size()}, magic.size()) != magic) return false;
  for (std::uint64_t at = magic.size(); at < archive.size();) {
    const std::optional<Range> content = content_of(archive, at);
    if (!content) return false;
    const std::string begin = first_bytes(archive, *content, looked_at);
    const std::span<const std::byte> bytes = std::as_bytes(std::span(begin));
    if (begins_as_code(bytes) && !begins_as_object(bytes)) return true;
    if (holds_files(bytes) || native_magic(bytes) == NativeMagic::ar) return true;
    at = content->end() + content->end() % 2;
  }
  return false;
}

}  // namespace platlint
