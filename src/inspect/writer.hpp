// SPDX-License-Identifier: Apache-2.0
// Builds a small image in a given byte order.
#pragma once

#include <bit>
#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

namespace platlint {

class Writer {
 public:
  explicit Writer(std::endian order) : order_(order) {}

  std::uint64_t size() const { return image_.size(); }

  void number(std::uint64_t value, unsigned width) {
    for (unsigned i = 0; i < width; ++i) {
      const unsigned shift = 8 * (order_ == std::endian::big ? width - 1 - i : i);
      image_.push_back(static_cast<std::uint8_t>(value >> shift));
    }
  }
  void text(std::string_view text) { image_.insert(image_.end(), text.begin(), text.end()); }
  void align(std::uint64_t to) { image_.resize(static_cast<std::size_t>((size() + to - 1) / to * to)); }
  void pad_to(std::uint64_t size) { image_.resize(static_cast<std::size_t>(size)); }

  /// Writes over what stands at `offset`.
  void patch(std::uint64_t offset, std::uint64_t value, unsigned width) {
    for (unsigned i = 0; i < width; ++i) {
      const unsigned shift = 8 * (order_ == std::endian::big ? width - 1 - i : i);
      image_[static_cast<std::size_t>(offset) + i] = static_cast<std::uint8_t>(value >> shift);
    }
  }

  std::vector<std::uint8_t> take() { return std::move(image_); }

 private:
  std::endian order_;
  std::vector<std::uint8_t> image_;
};

}  // namespace platlint
