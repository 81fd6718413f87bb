// SPDX-License-Identifier: Apache-2.0
// UTF-8: RFC 3629. Names in bundles come from strangers, and end up on terminals and in CI logs.
#include "report/escape.hpp"

#include <algorithm>
#include <cstdint>

#include "platlint/report.hpp"

namespace platlint {

namespace {

struct Character {
  std::size_t length = 0;  // bytes; 0: not UTF-8
  std::uint32_t code = 0;
};

Character decode(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char first = byte(0);
  if (first < 0x80) return {1, first};
  const std::size_t length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
  if (first < 0xC2 || first > 0xF4 || text.size() < length) return {};
  std::uint32_t code = first & (0x7FU >> length);
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte(i) & 0xC0) != 0x80) return {};
    code = code << 6 | (byte(i) & 0x3FU);
  }
  constexpr std::uint32_t smallest[]{0, 0, 0x80, 0x800, 0x10000};
  const bool surrogate = code >= 0xD800 && code <= 0xDFFF;
  if (code < smallest[length] || code > 0x10FFFF || surrogate) return {};
  return {length, code};
}

std::string hexadecimal(std::uint32_t value, std::size_t digits) {
  std::string text;
  for (; value != 0 || text.size() < digits; value >>= 4) text.insert(text.begin(), "0123456789abcdef"[value & 0xF]);
  return text;
}

// C0, DEL and C1 controls; line and paragraph separators; the bidirectional controls of UAX #9; the byte order mark;
// noncharacters, which no XML may hold.
bool is_dangerous(std::uint32_t code) {
  return code < 0x20 || (code >= 0x7F && code < 0xA0) || code == 0x61C || code == 0x200E || code == 0x200F ||
         (code >= 0x2028 && code <= 0x202E) || (code >= 0x2066 && code <= 0x2069) || code == 0xFEFF ||
         (code & 0xFFFE) == 0xFFFE;
}

// GitHub's runner takes a line for a command that begins with "::" after white space, Azure's and TeamCity's one with
// "##vso[" or "##teamcity[" in it, GitHub's also "##[".
std::string without_commands(std::string text) {
  const std::size_t colons = text.find("::");
  const bool begins =
      colons != std::string::npos && std::none_of(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(colons),
                                                  [](char c) { return c > 0x20 && c < 0x7F; });
  if (begins) text.replace(colons, 1, "\\x3a");
  for (std::size_t at = 0; (at = text.find("##", at)) != std::string::npos;) text.replace(at + 1, 1, "\\x23");
  return text;
}

template <class Escape>
std::string rewrite(std::string_view text, Escape escape) {
  std::string result;
  result.reserve(text.size());
  while (!text.empty()) {
    const Character character = decode(text);
    if (character.length == 0) {
      result += "\\x" + hexadecimal(static_cast<unsigned char>(text[0]), 2);
      text.remove_prefix(1);
      continue;
    }
    if (escape(character.code)) {
      result += character.code < 0x80 ? "\\x" + hexadecimal(character.code, 2)
                                      : "\\u{" + hexadecimal(character.code, 4) + "}";
    } else {
      result += text.substr(0, character.length);
    }
    text.remove_prefix(character.length);
  }
  return result;
}

}  // namespace

std::string valid_utf8(std::string_view text) {
  return rewrite(text, [](std::uint32_t) { return false; });
}

std::string printable(std::string_view text) {
  return without_commands(rewrite(text, is_dangerous));
}

}  // namespace platlint
