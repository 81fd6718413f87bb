// SPDX-License-Identifier: Apache-2.0
// Bytes that come in order: a member of an archive, what comes out of a decoder.
#pragma once

#include <cstddef>
#include <span>

#include "inventory/inventory.hpp"

namespace platlint {

class Stream {
 public:
  Stream() = default;
  Stream(const Stream&) = delete;
  Stream& operator=(const Stream&) = delete;
  virtual ~Stream() = default;

  /// Fills `into`; short at the end only, where what is known of it (a size, a checksum) is proven. Throws Unreadable:
  /// damage, encryption, an unknown method.
  virtual std::size_t read(std::span<std::byte> into) = 0;
  /// Fills `into` whole. Throws Unreadable, also if the stream ends before.
  void read_exactly(std::span<std::byte> into);
  /// Proves that the stream ends here. Throws Unreadable.
  void end();
};

/// What is read holds fewer bytes, or more, than what tells of it says.
Unreadable shorter();
Unreadable longer();

}  // namespace platlint
