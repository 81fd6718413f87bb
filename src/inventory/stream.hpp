// SPDX-License-Identifier: Apache-2.0
// Bytes in order: a member of an archive, or the output of a decoder.
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

  /// Fills `into`; fewer bytes only at the end, where the known facts (size, checksum) are checked. Throws Unreadable:
  /// damage, encryption, an unknown method.
  virtual std::size_t read(std::span<std::byte> into) = 0;
  /// Fills `into` completely. Throws Unreadable, also if the stream ends before.
  void read_exactly(std::span<std::byte> into);
  /// Checks that the stream ends here. Throws Unreadable.
  void end();
};

/// The data has fewer bytes than its header says, or more.
Unreadable shorter();
Unreadable longer();

}  // namespace platlint
