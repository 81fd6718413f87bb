// SPDX-License-Identifier: Apache-2.0
#include "packages/record.hpp"

#include <algorithm>
#include <charconv>

#include "packages/text.hpp"
#include "text/words.hpp"

namespace platlint::packages {
namespace {

/// Takes the first field off a line, if there is no quote in it.
std::optional<std::string_view> take_plain(std::string_view& line) {
  const auto field = line.substr(0, line.find(','));
  if (field.find('"') != std::string_view::npos) return std::nullopt;
  line.remove_prefix(std::min(field.size() + 1, line.size()));
  return field;
}

/// Takes the first field off a line.
std::string take_field(std::string_view& line) {
  if (const auto plain = take_plain(line)) return std::string{*plain};
  std::string field;
  bool quoted = false;
  std::size_t at = 0;
  for (; at < line.size() && (quoted || line[at] != ','); ++at) {
    if (line[at] != '"') {
      field.push_back(line[at]);
    } else if (quoted && at + 1 < line.size() && line[at + 1] == '"') {
      field.push_back('"');
      ++at;
    } else {
      quoted = !quoted;
    }
  }
  line.remove_prefix(std::min(at + 1, line.size()));
  return field;
}

std::optional<std::uint64_t> parse_size(std::string_view text) {
  text = text::trim(text);
  std::uint64_t size = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), size);
  if (text.empty() || error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return size;
}

}  // namespace

std::optional<RecordRow> RecordReader::next() {
  while (!rest_.empty()) {
    const auto end = rest_.find('\n');
    auto line = rest_.substr(0, end);
    rest_.remove_prefix(end == std::string_view::npos ? rest_.size() : end + 1);
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.empty()) continue;

    RecordRow row;
    row.path = take_field(line);
    if (!take_plain(line)) take_field(line);  // the hash
    row.size = parse_size(take_field(line));
    std::replace(row.path.begin(), row.path.end(), '\\', '/');
    if (!row.path.empty()) return row;
  }
  return std::nullopt;
}

}  // namespace platlint::packages
