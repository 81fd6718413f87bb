// SPDX-License-Identifier: Apache-2.0
#include "packages/text.hpp"

#include <algorithm>

#include "text/words.hpp"

namespace platlint::packages {
namespace {

constexpr std::size_t max_values = 1000;
constexpr std::size_t max_line = 200;

/// Takes the first line off `text`, without its end.
std::string_view take_line(std::string_view& text) {
  const auto end = text.find('\n');
  auto line = text.substr(0, end);
  text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

bool has_node_characters(std::string_view part) {
  const auto fine = [](char c) { return text::is_alphanumeric(c) || c == '-' || c == '_' || c == '.' || c == '~'; };
  return !part.empty() && part.front() != '.' && part.front() != '-' && std::all_of(part.begin(), part.end(), fine);
}

}  // namespace

std::string ascii_line(std::string_view text) {
  std::string result{text::trim(text).substr(0, max_line)};
  std::replace_if(
      result.begin(), result.end(), [](char c) { return c < ' ' || c > '~'; }, '?');
  return result;
}

std::vector<std::string> headers(std::string_view text, std::string_view name) {
  std::vector<std::string> values;
  while (!text.empty() && values.size() < max_values) {
    const auto line = take_line(text);
    if (text::trim(line).empty()) break;
    if (line.size() <= name.size() || line[name.size()] != ':') continue;
    if (text::lower(line.substr(0, name.size())) == text::lower(name))
      values.push_back(ascii_line(line.substr(name.size() + 1)));
  }
  return values;
}

std::vector<std::string> lines(std::string_view text) {
  std::vector<std::string> values;
  while (!text.empty() && values.size() < max_values) {
    const auto line = text::trim(take_line(text));
    if (!line.empty() && line.size() <= max_line) values.emplace_back(line);
  }
  return values;
}

bool is_distribution_name(std::string_view name) {
  const auto fine = [](char c) { return text::is_alphanumeric(c) || c == '-' || c == '_' || c == '.'; };
  return !name.empty() && name.size() <= max_line && text::is_alphanumeric(name.front()) &&
         text::is_alphanumeric(name.back()) && std::all_of(name.begin(), name.end(), fine);
}

bool is_node_name(std::string_view name) {
  if (name.size() > 214) return false;  // npm's own limit (package.json, "name")
  if (!name.starts_with('@')) return has_node_characters(name);
  const auto slash = name.find('/');
  return slash != std::string_view::npos && has_node_characters(name.substr(1, slash - 1)) &&
         has_node_characters(name.substr(slash + 1));
}

std::string first(const Members& members, std::string_view name) {
  const auto member = members.find(name);
  return member == members.end() || member->second.empty() ? std::string{} : member->second.front();
}

}  // namespace platlint::packages
