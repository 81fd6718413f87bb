// SPDX-License-Identifier: Apache-2.0
// System V gABI chapter 4 (ELF), <mach-o/loader.h> and <mach-o/fat.h>, "PE Format" (Microsoft), WebAssembly core
// specification 5.5.16, ar(5).
#include "facts/native_magic.hpp"

#include <algorithm>
#include <array>

#include "text/words.hpp"

namespace platlint {

namespace {

using namespace std::literals;

struct Row {
  std::string_view bytes;
  NativeMagic magic;
};

constexpr std::array rows{
    Row{"\x7f"
        "ELF"sv,
        NativeMagic::elf},
    Row{"\xFE\xED\xFA\xCE"sv, NativeMagic::macho},
    Row{"\xCE\xFA\xED\xFE"sv, NativeMagic::macho},
    Row{"\xFE\xED\xFA\xCF"sv, NativeMagic::macho},
    Row{"\xCF\xFA\xED\xFE"sv, NativeMagic::macho},
    Row{"\xCA\xFE\xBA\xBE"sv, NativeMagic::fat},
    Row{"\xCA\xFE\xBA\xBF"sv, NativeMagic::fat64},
    Row{"MZ"sv, NativeMagic::mz},
    Row{"\0asm"sv, NativeMagic::wasm},
    Row{"!<arch>\n"sv, NativeMagic::ar},
    Row{"!<thin>\n"sv, NativeMagic::ar},
};

}  // namespace

NativeMagic native_magic(std::span<const std::byte> head) {
  const std::string_view text = text::as_text(head);
  const auto row = std::find_if(rows.begin(), rows.end(), [&](const Row& it) { return text.starts_with(it.bytes); });
  return row == rows.end() ? NativeMagic::none : row->magic;
}

bool may_be_native(std::span<const std::byte> head) {
  return native_magic(head) != NativeMagic::none;
}

}  // namespace platlint
