// SPDX-License-Identifier: Apache-2.0
// TOML 1.0.0, "Keys", "String". This is only as much of a scanner as is needed to recognise the dots in a key. It need
// not be right after the first mistake in a text, because the parser stops there.
#include "cli/toml_depth.hpp"

#include <algorithm>
#include <cstddef>

namespace platlint::cli {

namespace {

// The position after the string that starts at `at`; a string of one line ends with its line at the latest.
std::size_t after_string(std::string_view text, std::size_t at) {
  const char quote = text[at];
  const bool many_lines = text.substr(at, 3) == std::string_view(quote == '"' ? "\"\"\"" : "'''");
  const std::string_view end = many_lines ? text.substr(at, 3) : text.substr(at, 1);
  for (at += end.size(); at < text.size(); ++at) {
    if (!many_lines && text[at] == '\n') return at;
    if (quote == '"' && text[at] == '\\') {
      ++at;
    } else if (text.substr(at).starts_with(end)) {
      at += end.size();
      // Up to two more quotes at the end of a multi-line string belong to the string.
      for (int more = 0; many_lines && more < 2 && at < text.size() && text[at] == quote; ++more) ++at;
      return at;
    }
  }
  return text.size();
}

}  // namespace

bool has_endless_key(std::string_view text) {
  constexpr std::size_t most = 32;
  std::size_t parts = 1;
  for (std::size_t at = 0; at < text.size();) {
    const char c = text[at];
    if (c == '"' || c == '\'') {
      at = after_string(text, at);
      continue;
    }
    if (c == '#') {
      at = std::min(text.find('\n', at), text.size());
      continue;
    }
    if (c == '.' && ++parts > most) return true;
    if (std::string_view("=,[]{}\n").find(c) != std::string_view::npos) parts = 1;
    ++at;
  }
  return false;
}

}  // namespace platlint::cli
