// SPDX-License-Identifier: Apache-2.0
// The ELF gABI (e_ident, e_type); <mach-o/loader.h>, <mach-o/fat.h>; "PE Format" (Microsoft).
#include "inventory/code.hpp"

#include <cstdint>
#include <string_view>

#include "facts/native_magic.hpp"
#include "inventory/number.hpp"
#include "text/words.hpp"

namespace platlint {

namespace {

using namespace std::literals;

// A Java class has the same magic number, but is not one.
bool is_fat(std::string_view text) {
  if (text.size() < 8) return false;
  const unsigned char slices = static_cast<unsigned char>(text[7]);
  return text.substr(4, 3) == "\0\0\0"sv && slices > 0 && slices <= most_fat_slices;
}

bool is_pe(std::string_view text) {
  constexpr std::size_t pointer = 0x3C;  // e_lfanew
  if (text.size() < pointer + 4) return false;
  const std::uint64_t signature = little_endian(text, pointer, 4);
  return signature < text.size() && text.substr(signature).starts_with("PE\0\0"sv);
}

}  // namespace

bool begins_as_code(std::span<const std::byte> bytes) {
  const std::string_view text = text::as_text(bytes);
  switch (native_magic(bytes)) {
    case NativeMagic::elf:
    case NativeMagic::macho:
      return true;
    case NativeMagic::fat:
    case NativeMagic::fat64:
      return is_fat(text);
    case NativeMagic::mz:
      return is_pe(text);
    default:
      return false;
  }
}

bool begins_as_object(std::span<const std::byte> bytes) {
  const std::string_view text = text::as_text(bytes);
  switch (native_magic(bytes)) {
    case NativeMagic::elf: {
      constexpr std::size_t data = 5, type = 16;  // ELFDATA2LSB is 1, ET_REL is 1
      if (text.size() < type + 2) return false;
      return text.substr(type, 2) == (text[data] == 1 ? "\1\0"sv : "\0\1"sv);
    }
    case NativeMagic::macho: {
      constexpr std::size_t type = 12;  // MH_OBJECT is 1
      if (text.size() < type + 4) return false;
      return text.substr(type, 4) == (text[0] == '\xFE' ? "\0\0\0\1"sv : "\1\0\0\0"sv);
    }
    default:
      return false;
  }
}

}  // namespace platlint
