// SPDX-License-Identifier: Apache-2.0
#include "inventory/inflate.hpp"

#include <libdeflate.h>
#include <zlib.h>

#ifdef PLATLINT_ISAL
#include <isa-l/igzip_lib.h>
#endif

#include <algorithm>
#include <array>
#include <new>

#include "inventory/source.hpp"

namespace platlint {

namespace {

constexpr std::size_t most_at_once = std::size_t{1} << 30;  // both libraries count in 32 bits

// Packed bytes on their way. Only a few are requested at first, because most streams are read only a little.
template <std::size_t Size>
class Packed {
 public:
  void restart() { asked_ = few; }

  std::span<std::byte> fetch(const Inflater::More& more) {
    const std::span<std::byte> room = std::span(bytes_).first(asked_);
    asked_ = Size;
    return room.first(more(room));
  }

 private:
  static constexpr std::size_t few = 256;

  std::array<std::byte, Size> bytes_;
  std::size_t asked_ = few;
};

class Zlib final : public Inflater {
 public:
  Zlib() {
    constexpr int bare = -MAX_WBITS;  // zlib.h: no header, no checksum
    if (inflateInit2(&stream_, bare) != Z_OK) throw std::bad_alloc();
  }
  ~Zlib() override { inflateEnd(&stream_); }

  void restart() override {
    inflateReset(&stream_);
    stream_.avail_in = 0;
    packed_.restart();
    ended_ = false;
  }

  std::size_t read(std::span<std::byte> into, const More& more) override {
    std::size_t done = 0;
    while (done < into.size() && !ended_) {
      const uInt room = static_cast<uInt>(std::min(into.size() - done, most_at_once));
      stream_.next_out = reinterpret_cast<Bytef*>(into.data() + done);
      stream_.avail_out = room;
      const int result = inflate(&stream_, Z_SYNC_FLUSH);
      done += room - stream_.avail_out;
      if (result == Z_BUF_ERROR && stream_.avail_in == 0) {
        if (!refill(more)) break;
      } else if (result != Z_OK && result != Z_STREAM_END) {
        throw Unreadable("in the archive: invalid compressed data");
      }
      ended_ = result == Z_STREAM_END;
    }
    return done;
  }

 private:
  bool refill(const More& more) {
    const std::span<std::byte> bytes = packed_.fetch(more);
    stream_.next_in = reinterpret_cast<Bytef*>(bytes.data());
    stream_.avail_in = static_cast<uInt>(bytes.size());
    return !bytes.empty();
  }

  z_stream stream_{};
  Packed<4096> packed_;
  bool ended_ = false;
};

#ifdef PLATLINT_ISAL
class Isal final : public Inflater {
 public:
  Isal() { isal_inflate_init(&state_); }

  void restart() override {
    isal_inflate_init(&state_);
    packed_.restart();
  }

  std::size_t read(std::span<std::byte> into, const More& more) override {
    std::size_t done = 0;
    while (done < into.size() && state_.block_state != ISAL_BLOCK_FINISH) {
      const std::uint32_t room = static_cast<std::uint32_t>(std::min(into.size() - done, most_at_once));
      state_.next_out = reinterpret_cast<std::uint8_t*>(into.data() + done);
      state_.avail_out = room;
      const int result = isal_inflate(&state_);
      if (result < 0) throw Unreadable("in the archive: invalid compressed data");
      const std::size_t got = room - state_.avail_out;
      done += got;
      if (got == 0 && state_.avail_in == 0 && state_.block_state != ISAL_BLOCK_FINISH && !refill(more)) break;
    }
    return done;
  }

 private:
  bool refill(const More& more) {
    const std::span<std::byte> bytes = packed_.fetch(more);
    state_.next_in = reinterpret_cast<std::uint8_t*>(bytes.data());
    state_.avail_in = static_cast<std::uint32_t>(bytes.size());
    return !bytes.empty();
  }

  inflate_state state_;
  Packed<32768> packed_;
};
#endif

}  // namespace

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

std::optional<std::size_t> inflate_start_of_gzip(std::span<const std::byte> packed, std::span<std::byte> into) {
  constexpr int gzip = 16 + MAX_WBITS;  // zlib.h: header and trailer of gzip
  z_stream stream{};
  if (inflateInit2(&stream, gzip) != Z_OK) throw std::bad_alloc();
  stream.next_in = const_cast<Bytef*>(reinterpret_cast<const Bytef*>(packed.data()));
  stream.avail_in = static_cast<uInt>(std::min(packed.size(), most_at_once));
  stream.next_out = reinterpret_cast<Bytef*>(into.data());
  stream.avail_out = static_cast<uInt>(std::min(into.size(), most_at_once));
  const uInt room = stream.avail_out;
  int result = Z_OK;
  while (result == Z_OK && stream.avail_in != 0 && stream.avail_out != 0) {
    result = inflate(&stream, Z_SYNC_FLUSH);
    if (result == Z_STREAM_END && stream.avail_in != 0)
      result = inflateReset(&stream);  // members may follow each other
  }
  const std::size_t got = room - stream.avail_out;
  inflateEnd(&stream);
  if (got == 0 && result != Z_OK && result != Z_STREAM_END) return std::nullopt;
  return got;
}

std::size_t inflate_start(std::span<const std::byte> packed, std::span<std::byte> into) {
  const auto more = [&](std::span<std::byte> room) {
    const std::size_t count = std::min(room.size(), packed.size());
    std::copy_n(packed.begin(), count, room.begin());
    packed = packed.subspan(count);
    return count;
  };
  const std::unique_ptr<Inflater> inflater = quick_to_begin();
  inflater->restart();
  try {
    return inflater->read(into, more);
  } catch (const Unreadable&) {
    return 0;
  }
}

std::unique_ptr<Inflater> quick_to_begin() {
  return std::make_unique<Zlib>();
}

std::unique_ptr<Inflater> quick_to_end() {
#ifdef PLATLINT_ISAL
  return std::make_unique<Isal>();
#else
  return std::make_unique<Zlib>();
#endif
}

std::uint32_t add_to_checksum(std::uint32_t checksum, std::span<const std::byte> bytes) {
  return libdeflate_crc32(checksum, bytes.data(), bytes.size());
}

}  // namespace platlint
