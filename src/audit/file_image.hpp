// SPDX-License-Identifier: Apache-2.0
// Offers a file of the inventory in the form that inspect reads.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

#include "inspect/image.hpp"
#include "inventory/inventory.hpp"

namespace platlint {

/// Reads a file's bytes through a small cache of pages: tables are read a word at a time. `file` must outlive it.
class FileImage final : public Image {
 public:
  explicit FileImage(File& file) : file_(file) {}

  std::uint64_t size() const override { return file_.size(); }
  void read(std::uint64_t offset, std::span<std::byte> into) const override;

 private:
  static constexpr std::size_t page_bytes = 4096;
  static constexpr std::size_t page_count = 8;  // .dynsym, .gnu.version, strings and headers are read in turns

  struct Page {
    std::uint64_t start = 1;  // no page begins there: the cache slot is empty
    std::array<std::byte, page_bytes> bytes;
  };
  const Page& page(std::uint64_t start) const;

  File& file_;
  mutable std::array<Page, page_count> pages_;
  mutable std::size_t oldest_ = 0;
};

}  // namespace platlint
