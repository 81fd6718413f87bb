// SPDX-License-Identifier: Apache-2.0
// RFC 8259, section 7; TOML 1.0.0, "String"; YAML 1.2.2, section 5.7.
#include "lock/scanner.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

#include "platlint/error.hpp"

namespace platlint::lock {

namespace {

constexpr std::size_t most_values = 2'000'000;
constexpr std::size_t deepest = 64;

struct Escape {
  char written;
  char meant;
};

constexpr std::array escapes{Escape{'"', '"'},  Escape{'\\', '\\'}, Escape{'/', '/'},  Escape{'b', '\b'},
                             Escape{'f', '\f'}, Escape{'n', '\n'},  Escape{'r', '\r'}, Escape{'t', '\t'},
                             Escape{'0', '\0'}, Escape{'e', '\x1b'}};

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  const char low = static_cast<char>(c | 0x20);
  return low >= 'a' && low <= 'f' ? low - 'a' + 10 : -1;
}

// Half of a surrogate pair becomes a character of its own: names of packages have no such characters.
void append_utf8(std::string& into, std::uint32_t code) {
  const auto tail = [&](int shift) { into.push_back(static_cast<char>(0x80 | ((code >> shift) & 0x3F))); };
  if (code < 0x80) {
    into.push_back(static_cast<char>(code));
  } else if (code < 0x800) {
    into.push_back(static_cast<char>(0xC0 | (code >> 6)));
    tail(0);
  } else if (code < 0x10000) {
    into.push_back(static_cast<char>(0xE0 | (code >> 12)));
    tail(6), tail(0);
  } else {
    into.push_back(static_cast<char>(0xF0 | ((code >> 18) & 7)));
    tail(12), tail(6), tail(0);
  }
}

}  // namespace

Scanner::Scanner(std::string text) {
  text_ = keep(std::move(text));
  if (text_.starts_with("\xEF\xBB\xBF")) at_ = 3;  // a byte order mark
}

void Scanner::fail(const std::string& message) const {
  const std::string_view before = text_.substr(0, std::min(at_, text_.size()));
  throw Error("line " + std::to_string(std::count(before.begin(), before.end(), '\n') + 1) + ": " + message);
}

void Scanner::enter(std::size_t depth) {
  if (depth > deepest) fail("nested more than " + std::to_string(deepest) + " deep");
  if (++values_ > most_values) fail("more than " + std::to_string(most_values) + " values");
}

std::string_view Scanner::quoted(char quote, bool with_escapes, bool lines) {
  const std::size_t start = at_;
  while (!at_end() && text_[at_] != quote && !(with_escapes && text_[at_] == '\\') && (lines || text_[at_] != '\n'))
    ++at_;
  if (take(quote)) return text_.substr(start, at_ - 1 - start);
  std::string text(text_.substr(start, at_ - start));
  while (!at_end() && (lines || text_[at_] != '\n')) {
    if (take(quote)) return keep(std::move(text));
    if (with_escapes && take('\\')) {
      unescape(text);
    } else {
      text.push_back(text_[at_++]);
    }
  }
  fail("a string without an end");
}

void Scanner::unescape(std::string& into) {
  const char c = peek();
  ++at_;
  if (c == 'u') return character(into, 4);
  if (c == 'U') return character(into, 8);
  if (c == 'x') return character(into, 2);
  const auto* const found = std::find_if(escapes.begin(), escapes.end(), [&](Escape one) { return one.written == c; });
  if (found == escapes.end()) fail("an escape that is not known");
  into.push_back(found->meant);
}

void Scanner::character(std::string& into, std::size_t digits) {
  std::uint32_t code = 0;
  for (std::size_t i = 0; i < digits; ++i, ++at_) {
    const int digit = hex_digit(peek());
    if (digit < 0) fail("an escape that is not whole");
    code = code << 4 | static_cast<std::uint32_t>(digit);
  }
  append_utf8(into, code);
}

}  // namespace platlint::lock
