// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <span>
#include <string>
#include <string_view>

#include "inspect/reader.hpp"

namespace platlint {

/// Reads a part of a file in pieces of `size` bytes, each with the first `behind` bytes of the next one. So a text that
/// begins in a piece and is no longer than `behind` is whole in it. Ends when `look` returns true, or at the end of the
/// part or the file.
template <class Look>
void read_in_pieces(const Image& image, const FileRange& part, std::uint64_t size, std::uint64_t behind, Look look) {
  std::string text;
  const std::uint64_t end = std::min(part.size, image.size() - std::min(part.offset, image.size()));
  for (std::uint64_t at = 0; at < end; at += size) {
    text.resize(static_cast<std::size_t>(std::min(size + behind, end - at)));
    image.read(part.offset + at, std::as_writable_bytes(std::span(text)));
    if (look(std::string_view(text))) return;
  }
}

}  // namespace platlint
