// SPDX-License-Identifier: Apache-2.0
#include "target/text.hpp"

#include <cstddef>

namespace platlint::target {

namespace {

constexpr std::size_t longest_quoted = 200;
constexpr std::size_t shortened_to = 60;

// std::tolower would ask the user's locale.
constexpr char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

constexpr char folded(char c) {
  return c == '-' || c == '.' ? '_' : c;
}

std::string escaped(std::string_view text) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string result;
  for (const char c : text) {
    const unsigned char byte = static_cast<unsigned char>(c);
    if (byte >= 0x20 && byte < 0x7f) {
      result += c;
    } else {
      result.append("\\x").append(1, digits[byte >> 4]).append(1, digits[byte & 0xf]);
    }
  }
  return result;
}

}  // namespace

Spelling spell(std::string_view typed) {
  Spelling spelling{std::string{typed}, {}, {}};
  for (const char c : typed) {
    spelling.lower += lower(c);
    spelling.folded += folded(lower(c));
  }
  return spelling;
}

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  for (std::size_t end = text.find(separator); end != std::string_view::npos; end = text.find(separator)) {
    parts.push_back(text.substr(0, end));
    text.remove_prefix(end + 1);
  }
  parts.push_back(text);
  return parts;
}

std::optional<std::string_view> before(std::string_view text, std::string_view suffix) {
  if (text.size() < suffix.size() || text.substr(text.size() - suffix.size()) != suffix) return std::nullopt;
  return text.substr(0, text.size() - suffix.size());
}

std::optional<std::string_view> after(std::string_view text, std::string_view prefix) {
  if (text.substr(0, prefix.size()) != prefix) return std::nullopt;
  return text.substr(prefix.size());
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
  const std::vector<std::string_view> parts = split(text, '_');
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
