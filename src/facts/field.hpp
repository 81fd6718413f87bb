// SPDX-License-Identifier: Apache-2.0
// Numbers as they are in a file: a structure of them has the file's layout on every host, at any address.
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <type_traits>

namespace platlint {

/// A number of this width in this byte order.
template <class Number, std::endian order>
class Field {
 public:
  constexpr Field() = default;
  constexpr Field(std::uint64_t value) : bytes_(std::bit_cast<Bytes>(in_order(static_cast<Number>(value)))) {}
  constexpr operator Number() const { return in_order(std::bit_cast<Number>(bytes_)); }

 private:
  using Bytes = std::array<std::uint8_t, sizeof(Number)>;

  static constexpr Number in_order(Number value) {
    if constexpr (order == std::endian::native) return value;
    Number swapped = 0;
    for (std::size_t i = 0; i < sizeof(Number); ++i) {
      swapped = static_cast<Number>(swapped << 8 | (value & 0xFF));
      value = static_cast<Number>(value >> 8);
    }
    return swapped;
  }

  Bytes bytes_{};
};

template <std::endian order>
using U16 = Field<std::uint16_t, order>;
template <std::endian order>
using U32 = Field<std::uint32_t, order>;
template <std::endian order>
using U64 = Field<std::uint64_t, order>;

/// Calls `use` with a byte order that was read from the file, as a constant that can be part of a type.
template <class Use>
auto with_order(std::endian order, Use use) {
  if (order == std::endian::big) return use(std::integral_constant<std::endian, std::endian::big>{});
  return use(std::integral_constant<std::endian, std::endian::little>{});
}

}  // namespace platlint
