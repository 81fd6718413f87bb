// SPDX-License-Identifier: Apache-2.0
// The input for libarchive, and the part of it that libarchive did not use.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>

#include "inventory/source.hpp"
#include "inventory/stream.hpp"

namespace platlint {

class ArchiveInput {
 public:
  explicit ArchiveInput(Stream& stream) : stream_(&stream) {}
  explicit ArchiveInput(const Source& source) : source_(&source) {}

  /// The next bytes, as many as are in the buffer or fit in it. Empty: the end. They stay valid until the next call.
  std::span<const std::byte> take();

  /// The bytes that come next, at least `count` unless the input ends before.
  std::span<const std::byte> peek(std::size_t count);

  /// The offset of the next byte that take() would return.
  std::uint64_t place() const { return fetched_ - (end_ - at_); }

  /// Goes back to a place that libarchive was given and did not use. In a stream, it must lie in the last bytes taken.
  void go_to(std::uint64_t place);

  bool is_random() const { return source_ != nullptr; }
  std::uint64_t size() const { return source_->size(); }  ///< of a source

 private:
  void fetch();

  std::span<std::byte> buffer() const { return {bytes_.get(), room}; }

  static constexpr std::size_t room = std::size_t{64} << 10;

  Stream* stream_ = nullptr;
  const Source* source_ = nullptr;
  std::uint64_t fetched_ = 0;  // the number of bytes before the next fetch
  std::size_t at_ = 0;
  std::size_t end_ = 0;
  std::unique_ptr<std::byte[]> bytes_{new std::byte[room]};
};

}  // namespace platlint
