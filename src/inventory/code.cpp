// SPDX-License-Identifier: Apache-2.0
// System V gABI, chapter 4; <mach-o/loader.h> and <mach-o/fat.h>; "PE Format" (Microsoft).
#include "inventory/code.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <string_view>

#include "text/words.hpp"

namespace platlint {

namespace {

using namespace std::literals;

std::uint32_t little(std::string_view text, std::size_t at) {
  std::uint32_t value = 0;
  for (std::size_t i = 4; i-- > 0;) value = value << 8 | static_cast<unsigned char>(text[at + i]);
  return value;
}

// The number of slices stands behind the magic, and the version of a Java class there, which is 45 or more.
bool is_fat(std::string_view text) {
  constexpr unsigned char most_slices = 19;
  if (text.size() < 8 || !(text.starts_with("\xCA\xFE\xBA\xBE"sv) || text.starts_with("\xCA\xFE\xBA\xBF"sv)))
    return false;
  const unsigned char slices = static_cast<unsigned char>(text[7]);
  return text.substr(4, 3) == "\0\0\0"sv && slices > 0 && slices <= most_slices;
}

bool is_pe(std::string_view text) {
  constexpr std::size_t pointer = 0x3C;  // e_lfanew
  if (!text.starts_with("MZ") || text.size() < pointer + 4) return false;
  const std::uint32_t signature = little(text, pointer);
  return signature < text.size() && text.substr(signature).starts_with("PE\0\0"sv);
}

}  // namespace

bool begins_as_code(std::span<const std::byte> bytes) {
  const std::string_view text = text::as_text(bytes);
  constexpr std::array thin{
      "\x7F"
      "ELF"sv,
      "\xCE\xFA\xED\xFE"sv, "\xCF\xFA\xED\xFE"sv, "\xFE\xED\xFA\xCE"sv, "\xFE\xED\xFA\xCF"sv};
  return std::any_of(thin.begin(), thin.end(), [&](std::string_view magic) { return text.starts_with(magic); }) ||
         is_fat(text) || is_pe(text);
}

}  // namespace platlint
