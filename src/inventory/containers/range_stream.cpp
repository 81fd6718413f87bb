// SPDX-License-Identifier: Apache-2.0
#include "inventory/containers/range_stream.hpp"

#include <zlib.h>

#include <algorithm>
#include <array>

namespace platlint {

namespace {

class Inflated : public Stream {
 public:
  Inflated(const Source& source, Range range, std::uint64_t size, Deflate kind)
      : packed_(stream_of(source, range)), left_(size) {
    if (inflateInit2(&state_, kind == Deflate::raw ? -MAX_WBITS : MAX_WBITS) != Z_OK) throw std::bad_alloc();
  }
  ~Inflated() override { inflateEnd(&state_); }

  std::size_t read(std::span<std::byte> into) override {
    const std::size_t count = static_cast<std::size_t>(std::min<std::uint64_t>(into.size(), left_));
    if (inflate_into(into.first(count)) != count) throw shorter();
    left_ -= count;
    std::byte extra{};
    if (count < into.size() && inflate_into({&extra, 1}) != 0) throw longer();
    return count;
  }

 private:
  std::size_t inflate_into(std::span<std::byte> into) {
    std::size_t done = 0;
    while (done < into.size() && !ended_) {
      const std::size_t room = std::min(into.size() - done, most_at_once);
      state_.next_out = reinterpret_cast<Bytef*>(into.data() + done);
      state_.avail_out = static_cast<uInt>(room);
      step();
      done += room - state_.avail_out;
    }
    return done;
  }

  void step() {
    if (state_.avail_in == 0) {
      state_.avail_in = static_cast<uInt>(packed_->read(ahead_));
      state_.next_in = reinterpret_cast<Bytef*>(ahead_.data());
    }
    const int result = inflate(&state_, Z_NO_FLUSH);
    ended_ = result == Z_STREAM_END;
    if (result == Z_BUF_ERROR) throw Unreadable("in the archive: its compressed data ends too early");
    if (!ended_ && result != Z_OK) throw Unreadable("in the archive: invalid compressed data");
  }

  static constexpr std::size_t most_at_once = std::size_t{1} << 30;

  std::unique_ptr<Stream> packed_;
  std::uint64_t left_;
  z_stream state_{};
  bool ended_ = false;
  std::array<std::byte, 32768> ahead_{};
};

}  // namespace

std::unique_ptr<Stream> inflated(const Source& source, Range range, std::uint64_t size, Deflate kind) {
  return std::make_unique<Inflated>(source, range, size, kind);
}

}  // namespace platlint
