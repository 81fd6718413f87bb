// SPDX-License-Identifier: Apache-2.0
// The bytes that libarchive is given, and what it left of them.
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

  /// The next bytes, as many as are held or can be; none: the end. They stay where they are until more are asked for.
  std::span<const std::byte> take();

  /// The bytes that are to come, at least `count` if there are so many.
  std::span<const std::byte> peek(std::size_t count);

  /// Where the next byte stands that take() would give.
  std::uint64_t place() const { return fetched_ - (end_ - at_); }

  /// Back to a place that libarchive was given and did not use. In a stream it lies in what was taken last.
  void go_to(std::uint64_t place);

  bool is_random() const { return source_ != nullptr; }
  std::uint64_t size() const { return source_->size(); }  ///< of a source

 private:
  void fetch();

  std::span<std::byte> buffer() const { return {bytes_.get(), room}; }

  static constexpr std::size_t room = std::size_t{64} << 10;

  Stream* stream_ = nullptr;
  const Source* source_ = nullptr;
  std::uint64_t fetched_ = 0;  // bytes before the next that is fetched
  std::size_t at_ = 0;
  std::size_t end_ = 0;
  std::unique_ptr<std::byte[]> bytes_{new std::byte[room]};
};

}  // namespace platlint
