// SPDX-License-Identifier: Apache-2.0
#include "inventory/stream.hpp"

namespace platlint {

Unreadable shorter() {
  return Unreadable("in the archive: shorter than its directory says");
}

Unreadable longer() {
  return Unreadable("in the archive: longer than its directory says");
}

void Stream::read_exactly(std::span<std::byte> into) {
  if (read(into) != into.size()) throw shorter();
}

void Stream::end() {
  std::byte extra{};
  if (read({&extra, 1}) != 0) throw longer();
}

}  // namespace platlint
