// SPDX-License-Identifier: Apache-2.0
#include "inventory/inflate.hpp"

#include <libdeflate.h>
#include <zlib.h>

#include <algorithm>
#include <array>
#include <new>

#include "inventory/source.hpp"

namespace platlint {

void inflate_block(std::span<const std::byte> packed, std::span<std::byte> into) {
  const auto free = [](libdeflate_decompressor* decompressor) { libdeflate_free_decompressor(decompressor); };
  const std::unique_ptr<libdeflate_decompressor, decltype(free)> decompressor(libdeflate_alloc_decompressor(), free);
  if (!decompressor) throw std::bad_alloc();
  const libdeflate_result result = libdeflate_deflate_decompress(decompressor.get(), packed.data(), packed.size(),
                                                                 into.data(), into.size(), nullptr);
  if (result == LIBDEFLATE_SHORT_OUTPUT) throw Unreadable("in the archive: shorter than its directory says");
  if (result == LIBDEFLATE_INSUFFICIENT_SPACE) throw Unreadable("in the archive: longer than its directory says");
  if (result != LIBDEFLATE_SUCCESS) throw Unreadable("in the archive: invalid compressed data");
}

struct Inflater::State {
  z_stream stream{};
  std::array<std::byte, 4096> packed;
  std::size_t asked = 0;  // of `more` next: a little at first, most streams are left soon
  bool ended = false;

  bool refill(const More& more) {
    const std::span<std::byte> room = std::span(packed).first(asked);
    asked = packed.size();
    stream.next_in = reinterpret_cast<Bytef*>(room.data());
    stream.avail_in = static_cast<uInt>(more(room));
    return stream.avail_in != 0;
  }
};

Inflater::Inflater() : state_(std::make_unique<State>()) {
  constexpr int bare = -MAX_WBITS;  // zlib.h: no header, no checksum
  if (inflateInit2(&state_->stream, bare) != Z_OK) throw std::bad_alloc();
  restart();
}

Inflater::~Inflater() {
  inflateEnd(&state_->stream);
}

void Inflater::restart() {
  inflateReset(&state_->stream);
  state_->stream.avail_in = 0;
  state_->asked = 256;
  state_->ended = false;
}

std::size_t Inflater::read(std::span<std::byte> into, const More& more) {
  z_stream& stream = state_->stream;
  std::size_t done = 0;
  while (done < into.size() && !state_->ended) {
    const uInt room = static_cast<uInt>(std::min<std::size_t>(into.size() - done, 1U << 30));
    stream.next_out = reinterpret_cast<Bytef*>(into.data() + done);
    stream.avail_out = room;
    const int result = inflate(&stream, Z_SYNC_FLUSH);
    done += room - stream.avail_out;
    if (result == Z_BUF_ERROR && stream.avail_in == 0) {
      if (!state_->refill(more)) break;
    } else if (result != Z_OK && result != Z_STREAM_END) {
      throw Unreadable("in the archive: invalid compressed data");
    }
    state_->ended = result == Z_STREAM_END;
  }
  return done;
}

}  // namespace platlint
