// SPDX-License-Identifier: Apache-2.0
#include "target/text.hpp"

#include <cstddef>

#include "text/utf8.hpp"
#include "text/words.hpp"

namespace platlint::target {

namespace {

constexpr std::size_t longest_quoted = 200;
constexpr std::size_t shortened_to = 60;

constexpr char folded(char c) {
  return c == '-' || c == '.' ? '_' : c;
}

std::string escaped(std::string_view text) {
  std::string result;
  for (const char c : text) result += c >= 0x20 && c < 0x7f ? std::string(1, c) : text::escaped_byte(c);
  return result;
}

}  // namespace

Spelling spell(std::string_view typed) {
  Spelling spelling{std::string{typed}, text::lower(typed), {}};
  for (const char c : spelling.lower) spelling.folded += folded(c);
  return spelling;
}

std::optional<int> parse_number(std::string_view text) {
  if (text.empty()) return std::nullopt;
  int number = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
    if (number < too_large) number = number * 10 + (c - '0');
  }
  return number < too_large ? number : too_large;
}

std::optional<NumberPair> parse_pair(std::string_view text) {
  const std::vector<std::string_view> parts = text::split(text, '_');
  if (parts.size() != 2) return std::nullopt;
  const std::optional<int> first = parse_number(parts[0]);
  const std::optional<int> second = parse_number(parts[1]);
  if (!first || !second) return std::nullopt;
  return NumberPair{*first, *second};
}

std::string in_quotes(std::string_view text) {
  if (text.size() <= longest_quoted) return "'" + escaped(text) + "'";
  return "'" + escaped(text.substr(0, shortened_to)) + "...' (" + std::to_string(text.size()) + " characters)";
}

std::string underscored(int major, int minor) {
  return std::to_string(major) + "_" + std::to_string(minor);
}

}  // namespace platlint::target
