// SPDX-License-Identifier: Apache-2.0
// Words in ASCII, as in file formats and metadata: nothing here depends on the user's locale.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace platlint::text {

constexpr char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

constexpr bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

constexpr bool is_alphanumeric(char c) {
  return is_digit(c) || (lower(c) >= 'a' && lower(c) <= 'z');
}

/// A view of the same bytes; owns nothing.
std::string_view as_text(std::span<const std::byte> bytes);

std::string lower(std::string_view text);

/// Makes the first letter of a sentence lower case: "No such file" -> "no such file".
std::string uncapitalised(std::string text);

/// Removes white space and zero bytes from both ends.
std::string_view trim(std::string_view text);

/// The parts between separators; an empty text gives one empty part.
std::vector<std::string_view> split(std::string_view text, char separator);

/// Is it one of the words of a list? One space separates the words.
bool has_word(std::string_view list, std::string_view word);

/// The text before a suffix; nothing if it does not end in the suffix.
std::optional<std::string_view> before(std::string_view text, std::string_view suffix);

/// The text after a prefix; nothing if it does not start with the prefix.
std::optional<std::string_view> after(std::string_view text, std::string_view prefix);

/// A distribution's name in the form in which PyPA compares names: "Foo.Bar_x" -> "foo-bar-x".
std::string normalised_name(std::string_view name);

/// A word of a command line for a POSIX shell: quoted if necessary (POSIX.1-2017, Shell, 2.2.2).
std::string shell_word(std::string_view text);

}  // namespace platlint::text
