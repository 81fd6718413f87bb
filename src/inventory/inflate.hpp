// SPDX-License-Identifier: Apache-2.0
// DEFLATE (RFC 1951): a block that is there at once by libdeflate, a beginning by zlib. The first is about three times
// as fast, and cannot stop early.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <span>

namespace platlint {

/// Inflates all of `packed` into exactly `into`. Throws Unreadable where it is damaged, or makes fewer or more bytes.
void inflate_block(std::span<const std::byte> packed, std::span<std::byte> into);

/// Inflates a stream from its start, in order. What it takes to begin is kept for the next stream.
class Inflater {
 public:
  /// Fills what it is given with the stream's next packed bytes; 0 at their end. May throw.
  using More = std::function<std::size_t(std::span<std::byte>)>;

  Inflater();
  Inflater(const Inflater&) = delete;
  Inflater& operator=(const Inflater&) = delete;
  ~Inflater();

  void restart();
  /// Fills `into`; short at the stream's end only. Throws Unreadable (damage).
  std::size_t read(std::span<std::byte> into, const More& more);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace platlint
