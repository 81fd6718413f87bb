// SPDX-License-Identifier: Apache-2.0
// Bounded reads of fixed-endian integers: misreading past the end or in the wrong byte order is not expressible.
#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>

#include "inspect/inspect.hpp"

namespace platlint {

/// The file is broken. Stays inside inspect(), which turns it into Damage.
class Broken : public std::runtime_error {
 public:
  Broken(Damage::Kind kind, const std::string& reason) : std::runtime_error(reason), kind_(kind) {}
  Damage::Kind kind() const { return kind_; }

 private:
  Damage::Kind kind_;
};

class Reader {
 public:
  Reader(Bytes bytes, std::endian order) : bytes_(bytes), order_(order) {}

  std::uint64_t size() const { return bytes_.size(); }
  std::endian order() const { return order_; }

  bool holds(std::uint64_t offset, std::uint64_t count) const {
    return offset <= bytes_.size() && count <= bytes_.size() - offset;
  }

  /// Throws Broken (truncated) where [offset, offset + count) is not inside the file; `what` names it to a user.
  void require(std::uint64_t offset, std::uint64_t count, std::string_view what) const {
    if (holds(offset, count)) return;
    const std::uint64_t end = offset > UINT64_MAX - count ? UINT64_MAX : offset + count;
    throw Broken(Damage::Kind::truncated, std::string(what) + " ends at " + std::to_string(end) + ", the file has " +
                                              std::to_string(size()) + " bytes");
  }

  Bytes bytes(std::uint64_t offset, std::uint64_t count, std::string_view what) const {
    require(offset, count, what);
    return bytes_.subspan(static_cast<std::size_t>(offset), static_cast<std::size_t>(count));
  }

  std::uint8_t u8(std::uint64_t offset, std::string_view what) const {
    return static_cast<std::uint8_t>(number(offset, 1, what));
  }
  std::uint16_t u16(std::uint64_t offset, std::string_view what) const {
    return static_cast<std::uint16_t>(number(offset, 2, what));
  }
  std::uint32_t u32(std::uint64_t offset, std::string_view what) const {
    return static_cast<std::uint32_t>(number(offset, 4, what));
  }
  std::uint64_t u64(std::uint64_t offset, std::string_view what) const { return number(offset, 8, what); }

  /// The bytes up to a NUL that lies before `end` and within longest_string. Throws Broken where there is none.
  std::string_view string(std::uint64_t offset, std::uint64_t end, std::string_view what) const {
    if (offset >= end || !holds(offset, end - offset)) {
      throw Broken(Damage::Kind::unreadable, std::string(what) + " lies outside its table");
    }
    end = std::min(end, offset + longest_string);
    const char* const text = reinterpret_cast<const char*>(bytes_.data()) + offset;
    const std::string_view table(text, static_cast<std::size_t>(end - offset));
    const std::size_t length = table.find('\0');
    if (length == std::string_view::npos) {
      throw Broken(Damage::Kind::unreadable, std::string(what) + " has no end");
    }
    return table.substr(0, length);
  }

 private:
  static constexpr std::uint64_t longest_string = 1 << 16;  // names and search paths; PATH_MAX is 4096

  std::uint64_t number(std::uint64_t offset, unsigned width, std::string_view what) const {
    std::uint64_t value = 0;
    const Bytes field = bytes(offset, width, what);
    for (unsigned i = 0; i < width; ++i) {
      const unsigned at = order_ == std::endian::big ? i : width - 1 - i;
      value = value << 8 | std::to_integer<std::uint64_t>(field[at]);
    }
    return value;
  }

  Bytes bytes_;
  std::endian order_;
};

}  // namespace platlint
