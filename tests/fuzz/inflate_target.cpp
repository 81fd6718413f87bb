// SPDX-License-Identifier: Apache-2.0
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

// What the packed bytes make, read by `step`; none where they are damaged or have no end.
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

}  // namespace

void inflate_all(Input input) {
  if (input.size() < 2) return;
  const std::size_t piece = 1 + std::to_integer<std::size_t>(input[0]),
                    step = 1 + 97 * std::to_integer<std::size_t>(input[1]);
  const Input packed = input.subspan(2);
  std::vector<std::optional<Text>> texts;
  for (const auto make : {quick_to_begin, quick_to_end}) {
    const std::unique_ptr<Inflater> inflater = make();
    texts.push_back(inflated(*inflater, packed, packed.size(), 65536));
    const std::optional<Text> again = inflated(*inflater, packed, piece, step);
    const bool long_one = texts.back() && again && std::min(texts.back()->size(), again->size()) >= most;
    require(long_one || texts.back() == again,
            "a stream gives the same whatever the size of its pieces and of the reads");
  }
  // Which damage is told may differ, and how much of a stream without end comes before it is missed.
  if (texts[0] && texts[1]) {
    const std::size_t both = std::min(texts[0]->size(), texts[1]->size());
    require(std::equal(texts[0]->begin(), texts[0]->begin() + static_cast<std::ptrdiff_t>(both), texts[1]->begin()),
            "all inflaters make the same of a stream");
  }
  if (!texts[1] || texts[1]->size() >= most) return;
  try {
    Text block(texts[1]->size());
    inflate_block(packed, block);
    require(block == *texts[1], "a block is what its stream is");
  } catch (const Unreadable&) {  // it has no end, or something behind it
  }
}

}  // namespace platlint::fuzz
