// SPDX-License-Identifier: Apache-2.0
// Bounded reads of fixed-endian integers: misreading past the end or in the wrong byte order is not expressible.
#pragma once

#include <algorithm>
#include <array>
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

inline Broken unreadable(const std::string& reason) {
  return {Damage::Kind::unreadable, reason};
}

inline Broken too_many_names(const Image& image) {
  return unreadable("its names take more than " + std::to_string(most_names(image)) + " bytes");
}

/// Where in the file something stands.
struct FileRange {
  std::uint64_t offset = 0;
  std::uint64_t size = 0;
};

class Reader {
 public:
  /// `image` must outlive it.
  Reader(const Image& image, std::endian order) : image_(image), size_(image.size()), order_(order) {}

  std::uint64_t size() const { return size_; }
  std::endian order() const { return order_; }

  bool holds(std::uint64_t offset, std::uint64_t count) const { return offset <= size_ && count <= size_ - offset; }

  /// Throws Broken (truncated) where [offset, offset + count) is not inside the file; `what` names it to a user.
  void require(std::uint64_t offset, std::uint64_t count, std::string_view what) const {
    if (holds(offset, count)) return;
    const std::uint64_t end = offset > UINT64_MAX - count ? UINT64_MAX : offset + count;
    throw Broken(Damage::Kind::truncated, std::string(what) + " ends at " + std::to_string(end) + ", the file has " +
                                              std::to_string(size()) + " bytes");
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

  /// Are these `count` bytes, a header's, all zero?
  bool is_zero(std::uint64_t offset, std::uint64_t count) const {
    return text(offset, count, "a header").find_first_not_of('\0') == std::string::npos;
  }

  /// `count` bytes as they are. Throws Broken where they are not inside the file, or more than longest_text.
  std::string text(std::uint64_t offset, std::uint64_t count, std::string_view what) const {
    require(offset, count, what);
    if (count > longest_text) {
      throw Broken(Damage::Kind::unreadable, std::string(what) + " has " + std::to_string(count) + " bytes");
    }
    std::string bytes(static_cast<std::size_t>(count), '\0');
    image_.read(offset, std::as_writable_bytes(std::span(bytes)));
    return bytes;
  }

  /// The bytes up to a NUL that lies before `end` and within longest_text. Throws Broken where there is none.
  std::string string(std::uint64_t offset, std::uint64_t end, std::string_view what) const {
    if (offset >= end || !holds(offset, end - offset)) {
      throw Broken(Damage::Kind::unreadable, std::string(what) + " lies outside its table");
    }
    end = std::min(end, offset + longest_text);
    std::string found;
    for (std::uint64_t step = 64; offset < end; step *= 4) {  // most names are short
      const std::string part = text(offset, std::min(step, end - offset), what);
      const std::size_t length = part.find('\0');
      found += part.substr(0, length);
      if (length != std::string::npos) return found;
      offset += part.size();
    }
    throw Broken(Damage::Kind::unreadable, std::string(what) + " has no end");
  }

  /// Where such a string stands, its NUL included: proven, and left to LIEF to read.
  FileRange string_range(std::uint64_t offset, std::uint64_t end, std::string_view what) const {
    return {offset, string(offset, end, what).size() + 1};
  }

 private:
  static constexpr std::uint64_t longest_text = 1 << 16;  // names and search paths; PATH_MAX is 4096

  std::uint64_t number(std::uint64_t offset, unsigned width, std::string_view what) const {
    require(offset, width, what);
    std::array<std::byte, 8> field;
    image_.read(offset, std::span(field).first(width));
    std::uint64_t value = 0;
    for (unsigned i = 0; i < width; ++i) {
      const unsigned at = order_ == std::endian::big ? i : width - 1 - i;
      value = value << 8 | std::to_integer<std::uint64_t>(field[at]);
    }
    return value;
  }

  const Image& image_;
  std::uint64_t size_;
  std::endian order_;
};

}  // namespace platlint
