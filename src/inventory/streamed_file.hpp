// SPDX-License-Identifier: Apache-2.0
// A member during its visit, if its bytes come only once and in order.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "inventory/inventory.hpp"
#include "inventory/source.hpp"
#include "inventory/stream.hpp"

namespace platlint {

/// All bytes that were read are kept: for most members a few bytes, for native code all.
class StreamedFile : public File {
 public:
  /// `bytes` and `budget` must outlive it. If the size is not known, size() reads to the end.
  StreamedFile(Stream& bytes, std::optional<std::uint64_t> size, Budget& budget);

  std::uint64_t size() const override;
  std::span<const std::byte> head(std::size_t count) override;
  void read(std::uint64_t offset, std::span<std::byte> into) override;
  void prove_rest() override;
  Buffer read_all(std::uint64_t limit) override;
  std::unique_ptr<Stream> in_order() override;
  std::unique_ptr<Source> at_random(std::uint64_t limit) override;

 private:
  class Rest;
  class Kept;

  static constexpr std::size_t block_bytes = std::size_t{64} << 10;

  bool fetch_to(std::uint64_t end);  // false: there are fewer bytes
  void fetch_all(std::uint64_t limit);
  void copy(std::uint64_t offset, std::span<std::byte> into) const;

  Stream& bytes_;
  std::optional<std::uint64_t> size_;
  Budget& budget_;
  std::vector<std::unique_ptr<std::byte[]>> blocks_;
  std::uint64_t kept_ = 0;  // the number of bytes from the beginning
  bool at_end_ = false;
};

}  // namespace platlint
