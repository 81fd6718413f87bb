// SPDX-License-Identifier: Apache-2.0
#include <zstd.h>

#include <array>
#include <memory>
#include <new>

#include "inventory/containers/range_stream.hpp"

namespace platlint {

namespace {

class ZstdStream : public Stream {
 public:
  ZstdStream(const Source& source, Range range) : packed_(stream_of(source, range)), context_(ZSTD_createDCtx()) {
    if (!context_) throw std::bad_alloc();
  }

  std::size_t read(std::span<std::byte> into) override {
    ZSTD_outBuffer output{into.data(), into.size(), 0};
    while (output.pos < output.size && !ended_) {
      if (input_.pos == input_.size && !full_) input_ = {ahead_.data(), packed_->read(ahead_), 0};
      const std::size_t before = output.pos;
      const bool starved = input_.pos == input_.size;
      const std::size_t result = ZSTD_decompressStream(context_.get(), &output, &input_);
      if (ZSTD_isError(result)) throw Unreadable("in the archive: invalid compressed data");
      ended_ = result == 0;
      full_ = output.pos == output.size;  // the decoder may hold more output that did not fit
      if (starved && !ended_ && output.pos == before)
        throw Unreadable("in the archive: its compressed data ends too early");
    }
    return output.pos;
  }

 private:
  struct Free {
    void operator()(ZSTD_DCtx* context) const { ZSTD_freeDCtx(context); }
  };

  std::unique_ptr<Stream> packed_;
  std::unique_ptr<ZSTD_DCtx, Free> context_;
  std::array<std::byte, 65536> ahead_{};
  ZSTD_inBuffer input_{ahead_.data(), 0, 0};
  bool full_ = false;
  bool ended_ = false;
};

}  // namespace

std::unique_ptr<Stream> unpacked_zstd(const Source& source, Range range) {
  return std::make_unique<ZstdStream>(source, range);
}

}  // namespace platlint
