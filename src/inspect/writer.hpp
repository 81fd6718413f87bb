// SPDX-License-Identifier: Apache-2.0
// Builds a small image from structures of fields.
#pragma once

#include <cstdint>
#include <cstring>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace platlint {

class Writer {
 public:
  std::uint64_t size() const { return image_.size(); }

  template <class Record>
  void put(const Record& record) {
    const std::uint64_t at = size();
    pad_to(at + sizeof(Record));
    patch(at, record);
  }
  void text(std::string_view text) { image_.insert(image_.end(), text.begin(), text.end()); }
  void align(std::uint64_t to) { pad_to((size() + to - 1) / to * to); }
  void pad_to(std::uint64_t size) { image_.resize(static_cast<std::size_t>(size)); }

  /// Overwrites the bytes at `offset`.
  template <class Record>
  void patch(std::uint64_t offset, const Record& record) {
    static_assert(alignof(Record) == 1 && std::is_trivially_copyable_v<Record>);
    std::memcpy(image_.data() + offset, &record, sizeof(Record));
  }

  std::vector<std::uint8_t> take() { return std::move(image_); }

 private:
  std::vector<std::uint8_t> image_;
};

}  // namespace platlint
