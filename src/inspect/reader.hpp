// SPDX-License-Identifier: Apache-2.0
// Bounded reads. It is not possible to read past the end, or in the wrong byte order, because each field knows its own.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "facts/field.hpp"
#include "inspect/inspect.hpp"

namespace platlint {

/// The file is broken. Never leaves inspect(), which turns it into Damage. Made only by the two functions below.
class Broken : public std::runtime_error {
 public:
  Damage::Kind kind() const { return kind_; }

 private:
  friend Broken unreadable(const std::string& reason);
  friend Broken truncated(const std::string& reason);
  Broken(Damage::Kind kind, const std::string& reason) : std::runtime_error(reason), kind_(kind) {}

  Damage::Kind kind_;
};

/// `throw unreadable(...)`: no loader takes this file.
inline Broken unreadable(const std::string& reason) {
  return {Damage::Kind::unreadable, reason};
}

/// `throw truncated(...)`: bytes are missing, or a copy that was never finished has zeros in their place.
inline Broken truncated(const std::string& reason) {
  return {Damage::Kind::truncated, reason};
}

inline Broken too_many_names(const Image& image) {
  return unreadable("its names take more than " + std::to_string(most_names(image)) + " bytes");
}

/// A place in the file.
struct FileRange {
  std::uint64_t offset = 0;
  std::uint64_t size = 0;
};

class Reader {
 public:
  /// `image` must outlive it.
  explicit Reader(const Image& image) : image_(image), size_(image.size()) {}

  std::uint64_t size() const { return size_; }

  bool holds(std::uint64_t offset, std::uint64_t count) const { return offset <= size_ && count <= size_ - offset; }

  /// Throws Broken (truncated) unless [offset, offset + count) is inside the file; `what` names it to a user.
  void require(std::uint64_t offset, std::uint64_t count, std::string_view what) const {
    if (holds(offset, count)) return;
    const std::uint64_t end = offset > UINT64_MAX - count ? UINT64_MAX : offset + count;
    throw truncated(std::string(what) + " ends at " + std::to_string(end) + ", the file has " + std::to_string(size()) +
                    " bytes");
  }

  /// A structure of fields. Throws Broken unless it is inside the file.
  template <class Record>
  Record get(std::uint64_t offset, std::string_view what) const {
    static_assert(alignof(Record) == 1 && std::is_trivially_copyable_v<Record>);
    require(offset, sizeof(Record), what);
    Record record;
    image_.read(offset, std::as_writable_bytes(std::span(&record, 1)));
    return record;
  }

  /// Throws Broken unless this number of structures lies inside the file, one after another.
  template <class Record>
  void require_all(std::uint64_t offset, std::uint64_t count, std::string_view what) const {
    require(offset, count > UINT64_MAX / sizeof(Record) ? UINT64_MAX : count * sizeof(Record), what);
  }

  /// The structures themselves.
  template <class Record>
  std::vector<Record> get_all(std::uint64_t offset, std::uint64_t count, std::string_view what) const {
    static_assert(alignof(Record) == 1 && std::is_trivially_copyable_v<Record>);
    require_all<Record>(offset, count, what);
    std::vector<Record> records(static_cast<std::size_t>(count));
    image_.read(offset, std::as_writable_bytes(std::span(records)));
    return records;
  }

  /// Are these `count` bytes of a header all zero?
  bool is_zero(std::uint64_t offset, std::uint64_t count) const {
    return text(offset, count, "a header").find_first_not_of('\0') == std::string::npos;
  }

  /// `count` bytes as they are. Throws Broken unless they lie inside the file. Also throws Broken if they are more than
  /// longest_text.
  std::string text(std::uint64_t offset, std::uint64_t count, std::string_view what) const {
    require(offset, count, what);
    if (count > longest_text) throw unreadable(std::string(what) + " has " + std::to_string(count) + " bytes");
    std::string bytes(static_cast<std::size_t>(count), '\0');
    image_.read(offset, std::as_writable_bytes(std::span(bytes)));
    return bytes;
  }

  /// The bytes up to a NUL that lies before `end` and within longest_text. Throws Broken if there is none.
  std::string string(std::uint64_t offset, std::uint64_t end, std::string_view what) const {
    if (offset >= end || !holds(offset, end - offset)) throw unreadable(std::string(what) + " lies outside its table");
    end = std::min(end, offset + longest_text);
    std::string found;
    for (std::uint64_t step = 64; offset < end; step *= 4) {  // most names are short
      const std::string part = text(offset, std::min(step, end - offset), what);
      const std::size_t length = part.find('\0');
      found += part.substr(0, length);
      if (length != std::string::npos) return found;
      offset += part.size();
    }
    throw unreadable(std::string(what) + " has no end");
  }

  /// The place of such a string, its NUL included. It is proven here, and read by LIEF.
  FileRange string_range(std::uint64_t offset, std::uint64_t end, std::string_view what) const {
    return {offset, string(offset, end, what).size() + 1};
  }

 private:
  static constexpr std::uint64_t longest_text = 1 << 16;  // names and search paths; PATH_MAX is 4096

  const Image& image_;
  std::uint64_t size_;
};

}  // namespace platlint
