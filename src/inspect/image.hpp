// SPDX-License-Identifier: Apache-2.0
// The bytes of one file, fetched when they are needed: in most files a few kilobytes decide.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>

namespace platlint {

using Bytes = std::span<const std::byte>;

class Image {
 public:
  Image() = default;
  Image(const Image&) = delete;
  Image& operator=(const Image&) = delete;
  virtual ~Image() = default;

  virtual std::uint64_t size() const = 0;
  /// Fills `into` from `offset` on. The caller has made sure that the range lies inside the file. Throws Broken if the
  /// bytes cannot be read even so: the file shrank, or the archive gives a wrong size.
  virtual void read(std::uint64_t offset, std::span<std::byte> into) const = 0;
};

/// A file that is in memory. Does not own its bytes.
class MemoryImage final : public Image {
 public:
  explicit MemoryImage(Bytes bytes) : bytes_(bytes) {}

  std::uint64_t size() const override { return bytes_.size(); }
  void read(std::uint64_t offset, std::span<std::byte> into) const override {
    std::copy_n(bytes_.begin() + static_cast<std::ptrdiff_t>(offset), into.size(), into.begin());
  }

 private:
  Bytes bytes_;
};

/// A part of a file, used as a file: one slice of a fat Mach-O. `whole` must outlive it.
class PartOfImage final : public Image {
 public:
  PartOfImage(const Image& whole, std::uint64_t start, std::uint64_t size)
      : whole_(whole), start_(start), size_(size) {}

  std::uint64_t size() const override { return size_; }
  void read(std::uint64_t offset, std::span<std::byte> into) const override { whole_.read(start_ + offset, into); }

 private:
  const Image& whole_;
  std::uint64_t start_;
  std::uint64_t size_;
};

}  // namespace platlint
