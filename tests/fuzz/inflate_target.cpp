// SPDX-License-Identifier: Apache-2.0
#include <zlib.h>

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "inventory/inflate.hpp"
#include "inventory/source.hpp"
#include "require.hpp"
#include "targets.hpp"

namespace platlint::fuzz {

namespace {

constexpr std::size_t most = std::size_t{4} << 20;

using Text = std::vector<std::byte>;

// The result of inflating, read by `step`; unset if the bytes are damaged.
std::optional<Text> inflated(Inflater& inflater, Input packed, std::size_t piece, std::size_t step) {
  const Inflater::More more = [&](std::span<std::byte> room) {
    const std::size_t count = std::min({room.size(), piece, packed.size()});
    std::copy_n(packed.begin(), count, room.begin());
    packed = packed.subspan(count);
    return count;
  };
  Text text;
  try {
    inflater.restart();
    for (std::size_t got = step; got == step && text.size() < most;) {
      const std::size_t before = text.size();
      text.resize(before + step);
      got = inflater.read(std::span(text).subspan(before), more);
      text.resize(before + got);
    }
    return text;
  } catch (const Unreadable&) {
    return std::nullopt;
  }
}

// Does it have an end, and at most `most` bytes before that? zlib decides.
bool ends(Input packed) {
  z_stream stream{};
  if (inflateInit2(&stream, -MAX_WBITS) != Z_OK) return false;
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<std::byte*>(packed.data()));
  stream.avail_in = static_cast<uInt>(packed.size());
  static Text text(most - 1);  // the same size each time
  stream.next_out = reinterpret_cast<Bytef*>(text.data());
  stream.avail_out = static_cast<uInt>(text.size());
  const bool ended = inflate(&stream, Z_FINISH) == Z_STREAM_END;
  inflateEnd(&stream);
  return ended;
}

bool agree(const std::optional<Text>& a, const std::optional<Text>& b) {
  if (!a || !b) return true;
  const std::size_t both = std::min(a->size(), b->size());
  return std::equal(a->begin(), a->begin() + static_cast<std::ptrdiff_t>(both), b->begin());
}

}  // namespace

void inflate_all(Input input) {
  if (input.size() < 2) return;
  const std::size_t piece = 1 + std::to_integer<std::size_t>(input[0]);
  const std::size_t step = 1 + 97 * std::to_integer<std::size_t>(input[1]);
  const Input packed = input.subspan(2);
  std::vector<std::optional<Text>> texts;
  for (const auto make : {quick_to_begin, quick_to_end}) {
    const std::unique_ptr<Inflater> inflater = make();
    texts.push_back(inflated(*inflater, packed, packed.size(), 65536));
    texts.push_back(inflated(*inflater, packed, piece, step));
  }
  const bool whole = ends(packed);
  for (const std::optional<Text>& text : texts) {
    // The number of bytes before a missing end, or before damage is found, may differ.
    require(agree(text, texts[0]), "all inflaters make the same of a stream, by whatever pieces");
    require(!whole || text == texts[0], "and all of it");
  }
  if (!whole) return;
  Text block(texts[0]->size());
  inflate_block(packed, block);
  require(block == *texts[0], "a block is what its stream is");
}

}  // namespace platlint::fuzz
