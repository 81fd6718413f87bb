// SPDX-License-Identifier: Apache-2.0
// Reads the numbers and texts of a header, one after the other or from a given place.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "inventory/inventory.hpp"

namespace platlint {

/// "in the archive: " and the problem.
Unreadable damaged(const std::string& what);

class Fields {
 public:
  enum class Order : std::uint8_t { little, big };

  Fields(std::span<const std::byte> bytes, Order order) : bytes_(bytes), order_(order) {}

  std::size_t place() const { return at_; }
  std::size_t left() const { return bytes_.size() - at_; }
  /// Throws Unreadable if the place is after the end.
  Fields& go_to(std::uint64_t place);
  /// Throws Unreadable if there are fewer bytes.
  Fields& skip(std::uint64_t count);
  /// The next `size` bytes, at most 8, as a number. Throws Unreadable if there are fewer.
  std::uint64_t number(std::size_t size);
  std::uint32_t u32() { return static_cast<std::uint32_t>(number(4)); }
  std::uint64_t u64() { return number(8); }
  /// Throws Unreadable if there are fewer bytes.
  std::string_view text(std::uint64_t size);

 private:
  std::span<const std::byte> bytes_;
  Order order_;
  std::size_t at_ = 0;
};

/// A text up to its first NUL.
std::string_view until_nul(std::string_view text);

}  // namespace platlint
