// SPDX-License-Identifier: Apache-2.0
// Names in bundles come from strangers, and are printed on terminals and in CI logs.
#include <algorithm>
#include <cstdint>
#include <string>
#include <utility>

#include "platlint/report.hpp"

#include "text/utf8.hpp"

namespace platlint {

namespace {

// C0, DEL and C1 controls; line and paragraph separators; the bidirectional controls of UAX #9; the byte order mark;
// noncharacters, which XML does not allow.
bool is_dangerous(std::uint32_t code) {
  return code < 0x20 || (code >= 0x7F && code < 0xA0) || code == 0x61C || code == 0x200E || code == 0x200F ||
         (code >= 0x2028 && code <= 0x202E) || (code >= 0x2066 && code <= 0x2069) || code == 0xFEFF ||
         (code & 0xFFFE) == 0xFFFE;
}

// GitHub's runner takes a line for a command if it begins with "::" after white space. Azure's and TeamCity's look for
// "##vso[" or "##teamcity[" in a line, GitHub's also for "##[".
std::string without_commands(std::string text) {
  const std::size_t colons = text.find("::");
  const bool begins =
      colons != std::string::npos && std::none_of(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(colons),
                                                  [](char c) { return c > 0x20 && c < 0x7F; });
  if (begins) text.replace(colons, 1, "\\x3a");
  for (std::size_t at = 0; (at = text.find("##", at)) != std::string::npos;) text.replace(at + 1, 1, "\\x23");
  return text;
}

std::string escaped(std::uint32_t code) {
  return code < 0x80 ? text::escaped_byte(static_cast<char>(code)) : "\\u{" + text::hexadecimal(code, 4) + "}";
}

}  // namespace

std::string printable(std::string_view text) {
  std::string result;
  result.reserve(text.size());
  while (!text.empty()) {
    const text::Character character = text::first_character(text);
    const std::size_t length = std::max<std::size_t>(character.length, 1);
    if (character.length == 0) {
      result += text::escaped_byte(text.front());
    } else if (is_dangerous(character.code)) {
      result += escaped(character.code);
    } else {
      result += text.substr(0, length);
    }
    text.remove_prefix(length);
  }
  return without_commands(std::move(result));
}

}  // namespace platlint
