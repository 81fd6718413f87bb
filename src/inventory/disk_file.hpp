// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

#include "inventory/source.hpp"

namespace platlint {

/// A file on disk while it is visited. `source` must outlive it.
class DiskFile : public File {
 public:
  static constexpr std::size_t head_bytes = 4096;

  explicit DiskFile(const Source& source)
      : source_(source), head_size_(static_cast<std::size_t>(std::min<std::uint64_t>(size(), head_bytes))) {
    fetch(0, std::span(head_).first(head_size_));
  }

  std::uint64_t size() const override { return source_.size(); }

  std::span<const std::byte> head(std::size_t) override { return std::span(head_).first(head_size_); }

  void read(std::uint64_t offset, std::span<std::byte> into) override {
    if (offset + into.size() > head_size_) return fetch(offset, into);
    std::copy_n(head_.begin() + static_cast<std::ptrdiff_t>(offset), into.size(), into.begin());
  }

  Buffer read_all(std::uint64_t limit) override {
    if (size() > limit) throw over_limit(limit, "bytes");
    return read_range(source_, 0, size());
  }

  bool is_at_hand() const override { return true; }
  std::unique_ptr<Stream> in_order() override { return stream_of(source_, {0, source_.size()}); }
  std::unique_ptr<Source> at_random(std::uint64_t) override { return part_of(source_, {0, source_.size()}); }

 private:
  void fetch(std::uint64_t offset, std::span<std::byte> into) const {
    if (source_.read(offset, into) != into.size()) throw Unreadable("it shrank while it was read");
  }

  const Source& source_;
  std::size_t head_size_;
  std::array<std::byte, head_bytes> head_;
};

}  // namespace platlint
