// SPDX-License-Identifier: Apache-2.0
// The width of characters: Unicode UAX #11, from utf8proc. Characters that belong together (letter and accents, flags,
// emoji joined by U+200D): UAX #29, grapheme clusters.
#include "report/columns.hpp"

#include <utf8proc.h>

#include <algorithm>
#include <cstdint>

#include "text/utf8.hpp"

namespace platlint {

namespace {

constexpr std::string_view ellipsis = "…";
constexpr std::size_t narrowest = 20;  // a smaller width would be unreadable

struct Cluster {
  std::string_view text;
  std::size_t width = 0;
};

std::size_t width(const text::Character& character) {
  constexpr std::uint32_t emoji_style = 0xFE0F;  // variation selector 16: some terminals then take two columns
  if (character.length == 0 || character.code == emoji_style) return 1;
  return static_cast<std::size_t>(std::max(0, utf8proc_charwidth(static_cast<utf8proc_int32_t>(character.code))));
}

std::vector<Cluster> clusters(std::string_view text) {
  std::vector<Cluster> list;
  utf8proc_int32_t state = 0;
  utf8proc_int32_t previous = 0;
  for (std::size_t at = 0; at < text.size();) {
    const text::Character character = text::first_character(text.substr(at));
    const auto code = static_cast<utf8proc_int32_t>(character.code);
    const std::size_t length = std::max<std::size_t>(character.length, 1);
    if (list.empty() || utf8proc_grapheme_break_stateful(previous, code, &state)) {
      list.push_back({text.substr(at, 0), 0});
    }
    Cluster& last = list.back();
    last = {text.substr(at - last.text.size(), last.text.size() + length), last.width + width(character)};
    previous = code;
    at += length;
  }
  return list;
}

// The longest beginning of the clusters that fits.
std::string beginning(const std::vector<Cluster>& list, std::size_t width) {
  std::string text;
  for (auto it = list.begin(); it != list.end() && it->width <= width; ++it) {
    text += it->text;
    width -= it->width;
  }
  return text;
}

std::string end(const std::vector<Cluster>& list, std::size_t width) {
  std::string text;
  for (auto it = list.rbegin(); it != list.rend() && it->width <= width; ++it) {
    text.insert(0, it->text);
    width -= it->width;
  }
  return text;
}

std::string elided_name(std::string_view name, std::size_t width) {
  const std::vector<Cluster> list = clusters(name);
  const std::size_t back = (width - 1) / 2;
  return beginning(list, width - 1 - back) + std::string(ellipsis) + end(list, back);
}

std::string colored(const Word& word) {
  const std::string text =
      word.color.empty() ? word.text : "\x1b[" + std::string(word.color) + "m" + word.text + "\x1b[0m";
  return text + std::string(word.tail);
}

std::size_t columns(const Word& word) {
  return platlint::columns(word.text) + platlint::columns(word.tail);
}

// Is this word an option that takes the next word as its value?
bool takes_next(const std::vector<Word>& words, std::size_t at) {
  return words[at].text.starts_with("--") && at + 1 < words.size() && !words[at + 1].text.starts_with('-');
}

}  // namespace

std::size_t columns(std::string_view text) {
  std::size_t width = 0;
  for (const Cluster& cluster : clusters(text)) width += cluster.width;
  return width;
}

std::string elided(std::string_view path, std::size_t width) {
  if (width == 0 || columns(path) <= width) return std::string(path);
  width = std::max(width, narrowest);
  const std::size_t slash = path.rfind('/');
  const std::string_view name = path.substr(slash == std::string_view::npos ? 0 : slash + 1);
  const std::size_t needed = columns(name) + 2;  // "…/"
  if (slash == std::string_view::npos || needed > width) {
    return columns(name) <= width ? std::string(name) : elided_name(name, width);
  }
  const std::string head = beginning(clusters(path.substr(0, slash)), width - needed);
  const std::size_t whole = head.rfind('/') + 1;  // 0 if there is no '/'
  return head.substr(0, whole) + std::string(ellipsis) + "/" + std::string(name);
}

std::vector<Word> words(std::string_view text) {
  std::vector<Word> list;
  while (!text.empty()) {
    const std::size_t space = std::min(text.find(' '), text.size());
    if (space != 0) list.push_back({std::string(text.substr(0, space))});
    text.remove_prefix(std::min(space + 1, text.size()));
  }
  return list;
}

std::string filled(const std::vector<Word>& words, std::size_t width, std::size_t indent) {
  if (width != 0) width = std::max(width, narrowest);
  std::string text;
  std::size_t column = 0;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::size_t needed = columns(words[i]);
    const std::size_t together = needed + (takes_next(words, i) ? 1 + columns(words[i + 1]) : 0);
    const std::size_t whole = indent + together <= width ? together : needed;
    const bool breaks = i != 0 && width != 0 && column + 1 + whole > width;
    if (breaks) text += '\n' + std::string(indent, ' ');
    if (i != 0 && !breaks) text += ' ';
    column = breaks ? indent + needed : column + (i == 0 ? 0 : 1) + needed;
    text += colored(words[i]);
  }
  return text + '\n';
}

}  // namespace platlint
