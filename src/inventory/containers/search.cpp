// SPDX-License-Identifier: Apache-2.0
#include "inventory/containers/search.hpp"

#include <algorithm>

namespace platlint {

namespace {

constexpr std::uint64_t piece = std::uint64_t{1} << 18;

// The part of the range that the source holds.
Range within(const Source& source, Range range) {
  const std::uint64_t offset = std::min(range.offset, source.size());
  return {offset, std::min(range.size, source.size() - offset)};
}

}  // namespace

std::optional<std::uint64_t> find_first(const Source& source, Range range, std::string_view bytes) {
  range = within(source, range);
  std::string text;
  while (range.size >= bytes.size()) {
    text = first_bytes(source, range, piece);
    const std::size_t at = text.find(bytes);
    if (at != std::string::npos) return range.offset + at;
    if (text.size() == range.size || text.size() < bytes.size()) break;
    const std::uint64_t step = text.size() - bytes.size() + 1;
    range = {range.offset + step, range.size - step};
  }
  return std::nullopt;
}

std::optional<std::uint64_t> find_last(const Source& source, Range range, std::string_view bytes) {
  range = within(source, range);
  while (range.size >= bytes.size()) {
    const std::string text = last_bytes(source, range, piece);
    const std::size_t at = text.rfind(bytes);
    if (at != std::string::npos) return range.end() - text.size() + at;
    if (text.size() == range.size || text.size() < bytes.size()) break;
    range.size -= text.size() - bytes.size() + 1;
  }
  return std::nullopt;
}

std::string first_bytes(const Source& source, Range range, std::size_t most) {
  range = within(source, range);
  std::string text(static_cast<std::size_t>(std::min<std::uint64_t>(range.size, most)), '\0');
  text.resize(source.read(range.offset, std::as_writable_bytes(std::span(text))));
  return text;
}

std::string last_bytes(const Source& source, Range range, std::size_t most) {
  range = within(source, range);
  const std::uint64_t size = std::min<std::uint64_t>(range.size, most);
  return first_bytes(source, {range.end() - size, size}, most);
}

}  // namespace platlint
