// SPDX-License-Identifier: Apache-2.0
#include "text/utf8.hpp"

#include <utf8proc.h>

namespace platlint::text {

Character first_character(std::string_view text) {
  const auto first = static_cast<unsigned char>(text.front());
  if (first < 0x80) return {1, first};  // nearly all text of a report: a quick answer
  utf8proc_int32_t code = 0;
  const utf8proc_ssize_t length = utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                                                   static_cast<utf8proc_ssize_t>(text.size()), &code);
  if (length <= 0) return {};
  return {static_cast<std::size_t>(length), static_cast<std::uint32_t>(code)};
}

std::string hexadecimal(std::uint32_t value, std::size_t digits) {
  std::string text;
  for (; value != 0 || text.size() < digits; value >>= 4) text.insert(text.begin(), "0123456789abcdef"[value & 0xF]);
  return text;
}

std::string escaped_byte(char byte) {
  return "\\x" + hexadecimal(static_cast<unsigned char>(byte), 2);
}

std::string valid_utf8(std::string_view text) {
  std::string result;
  result.reserve(text.size());
  while (!text.empty()) {
    const Character character = first_character(text);
    if (character.length == 0) {
      result += escaped_byte(text.front());
      text.remove_prefix(1);
    } else {
      result += text.substr(0, character.length);
      text.remove_prefix(character.length);
    }
  }
  return result;
}

}  // namespace platlint::text
