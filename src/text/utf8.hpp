// SPDX-License-Identifier: Apache-2.0
// UTF-8 (RFC 3629), strictly: no overlong form, no surrogate.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace platlint::text {

struct Character {
  std::size_t length = 0;  ///< bytes; 0: the text does not begin with UTF-8
  std::uint32_t code = 0;
};

/// The first character of a text that is not empty.
Character first_character(std::string_view text);

/// A byte that is not UTF-8, as four characters: \xNN.
std::string escaped_byte(char byte);

/// Writes bytes that are not UTF-8 as \xNN. The result is valid in a JSON string.
std::string valid_utf8(std::string_view text);

/// Digits of base 16, in lower case, filled with leading zeros.
std::string hexadecimal(std::uint32_t value, std::size_t digits);

}  // namespace platlint::text
