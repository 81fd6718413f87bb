// SPDX-License-Identifier: Apache-2.0
// Globs as in gitignore(5): `**/` matches any number of directories, `/**` everything below; `*`, `?` and `[...]` stop
// at '/'. Unlike there, a glob starts at the root. It is matched as a set of states, so that no glob takes exponential
// time.
#include "policy/glob.hpp"

#include <algorithm>

#include "platlint/error.hpp"
#include "platlint/policy.hpp"
#include "text/utf8.hpp"

namespace platlint::policy {

namespace {

constexpr char32_t no_character = 0x110000;  // a byte that is not UTF-8 becomes this plus its value

std::u32string characters(std::string_view text) {
  std::u32string result;
  while (!text.empty()) {
    const text::Character character = text::first_character(text);
    const bool is_utf8 = character.length != 0;
    result += is_utf8 ? character.code : no_character + static_cast<unsigned char>(text.front());
    text.remove_prefix(is_utf8 ? character.length : 1);
  }
  return result;
}

[[noreturn]] void refuse(std::string_view text, std::string_view why) {
  throw Error("glob '" + std::string(text) + "' " + std::string(why));
}

}  // namespace

Glob::Glob(std::string_view text) {
  std::string_view rest = text;
  if (rest.starts_with("./")) rest.remove_prefix(2);
  while (rest.starts_with('/')) rest.remove_prefix(1);
  while (rest.ends_with('/')) rest.remove_suffix(1);
  if (rest.empty()) refuse(text, "is empty: name a path below the root, such as tests/** or **/*.so");
  try {
    read(characters(rest));
  } catch (const Error& error) {
    refuse(text, error.what());
  }
}

void Glob::read(std::u32string_view text) {
  bool at_start = true;  // at the start of a directory's name
  while (!text.empty()) {
    const char32_t c = text.front();
    if (at_start && text == U"**") {
      tokens_.push_back({Token::Kind::rest});
      return;
    }
    if (at_start && text.starts_with(U"**/")) {
      tokens_.push_back({Token::Kind::directories});
      text.remove_prefix(3);
      continue;
    }
    at_start = c == U'/';
    text.remove_prefix(1);
    if (c == U'*') {
      if (tokens_.empty() || tokens_.back().kind != Token::Kind::star) tokens_.push_back({Token::Kind::star});
    } else if (c == U'?') {
      tokens_.push_back({Token::Kind::any});
    } else if (c == U'[') {
      text = read_set(text);
    } else {
      const bool escaped = c == U'\\' && !text.empty();
      tokens_.push_back({Token::Kind::literal, escaped ? text.front() : c});
      if (escaped) text.remove_prefix(1);
    }
  }
}

// Reads the set after '['. POSIX.1-2017, XCU 2.13.1: a ']' in the first place is one of the characters.
std::u32string_view Glob::read_set(std::u32string_view text) {
  Token token{Token::Kind::set};
  if (!text.empty() && (text.front() == U'!' || text.front() == U'^')) {
    token.negated = true;
    text.remove_prefix(1);
  }
  for (bool first = true; !text.empty(); first = false) {
    if (text.front() == U']' && !first) {
      tokens_.push_back(std::move(token));
      return text.substr(1);
    }
    const bool range = text.size() > 2 && text[1] == U'-' && text[2] != U']';
    token.ranges.push_back({text.front(), range ? text[2] : text.front()});
    text.remove_prefix(range ? 3 : 1);
  }
  throw Error("has a '[' without its ']' (a '[' of the name itself is written \\[)");
}

bool Glob::Token::accepts(char32_t c) const {
  switch (kind) {
    case Kind::literal:
      return c == character;
    case Kind::any:
    case Kind::star:
      return c != U'/';
    case Kind::set:
      return c != U'/' && negated != std::any_of(ranges.begin(), ranges.end(), [&](const Range& range) {
                            return range.first <= c && c <= range.last;
                          });
    case Kind::directories:
    case Kind::rest:
      break;
  }
  return true;
}

// A star may match nothing, and `**/` may match no directory: then the following token is possible too.
void Glob::enter(States& states, std::size_t token) const {
  while (!states[token]) {
    states[token] = true;
    if (token == tokens_.size()) return;
    const Token::Kind kind = tokens_[token].kind;
    if (kind != Token::Kind::star && kind != Token::Kind::directories) return;
    ++token;
  }
}

Glob::States Glob::begin() const {
  States states(tokens_.size() + 1);
  enter(states, 0);
  return states;
}

Glob::States Glob::step(const States& states, char32_t c) const {
  States next(states.size());
  for (std::size_t i = 0; i < tokens_.size(); ++i) {
    if (!states[i] || !tokens_[i].accepts(c)) continue;
    switch (tokens_[i].kind) {
      case Token::Kind::star:
        enter(next, i);
        break;
      case Token::Kind::directories:
        if (c == U'/') enter(next, i);
        next[i] = true;  // but not the next token, which starts after a '/'
        break;
      case Token::Kind::rest:
        next[i] = true;
        next[i + 1] = true;
        break;
      case Token::Kind::literal:
      case Token::Kind::any:
      case Token::Kind::set:
        enter(next, i + 1);
    }
  }
  return next;
}

bool Glob::run(std::string_view path, bool or_above) const {
  const std::u32string text = characters(path);
  States states = begin();
  for (std::size_t i = 0; i < text.size(); ++i) {
    const std::u32string_view rest = std::u32string_view(text).substr(i);
    const bool ends_here = i > 0 && (rest.starts_with(U'/') || rest.starts_with(U"!/"));
    if (or_above && ends_here && states.back()) return true;
    states = step(states, text[i]);
  }
  return states.back() || (text.empty() && tokens_.size() == 1 && tokens_[0].kind == Token::Kind::rest);
}

bool Glob::matches(std::string_view path) const {
  return run(path, false);
}

bool Glob::covers(std::string_view path) const {
  return run(path, true);
}

}  // namespace platlint::policy

bool platlint::covers(std::string_view glob, std::string_view path) {
  return policy::Glob(glob).covers(path);
}
