// SPDX-License-Identifier: Apache-2.0
// System V gABI chapter 4 (ELF), <mach-o/loader.h> and <mach-o/fat.h>, "PE Format" (Microsoft), WebAssembly core
// specification 5.5.16, ar(5).
#include "facts/native_magic.hpp"

#include <algorithm>
#include <array>

#include "text/words.hpp"

namespace platlint {

bool may_be_native(std::span<const std::byte> head) {
  using namespace std::literals;
  constexpr std::array magics{
      "\x7f"
      "ELF"sv,
      "\xFE\xED\xFA\xCE"sv,
      "\xCE\xFA\xED\xFE"sv,
      "\xFE\xED\xFA\xCF"sv,
      "\xCF\xFA\xED\xFE"sv,
      "\xCA\xFE\xBA\xBE"sv,
      "\xCA\xFE\xBA\xBF"sv,
      "MZ"sv,
      "\0asm"sv,
      "!<arch>\n"sv,
      "!<thin>\n"sv};
  const std::string_view text = text::as_text(head);
  return std::any_of(magics.begin(), magics.end(), [&](std::string_view magic) { return text.starts_with(magic); });
}

}  // namespace platlint
