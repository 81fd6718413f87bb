// SPDX-License-Identifier: Apache-2.0
// Numbers in formats that put the lowest byte first.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace platlint {

/// `size` bytes, at most 8, which must exist.
constexpr std::uint64_t little_endian(std::string_view text, std::size_t at, std::size_t size) {
  std::uint64_t value = 0;
  for (std::size_t i = size; i-- > 0;) value = value << 8 | static_cast<unsigned char>(text[at + i]);
  return value;
}

}  // namespace platlint
