// SPDX-License-Identifier: Apache-2.0
#include "inventory/brotli.hpp"

#include <brotli/decode.h>

#include <array>
#include <new>

#include "inventory/bombs.hpp"

namespace platlint {

namespace {

class BrotliStream : public Stream {
 public:
  BrotliStream(Stream& packed, std::uint64_t ratio)
      : packed_(packed),
        ratio_(ratio),
        decoder_(BrotliDecoderCreateInstance(nullptr, nullptr, nullptr), BrotliDecoderDestroyInstance) {
    if (!decoder_) throw std::bad_alloc();
  }

  std::size_t read(std::span<std::byte> into) override {
    std::uint8_t* out = reinterpret_cast<std::uint8_t*>(into.data());
    std::size_t room = into.size();
    while (room != 0 && !done_) step(room, out);
    made_ += into.size() - room;
    refuse_bomb(made_, taken_, ratio_);
    return into.size() - room;
  }

 private:
  void step(std::size_t& room, std::uint8_t*& out) {
    switch (BrotliDecoderDecompressStream(decoder_.get(), &available_, &next_, &room, &out, nullptr)) {
      case BROTLI_DECODER_RESULT_SUCCESS:
        done_ = true;
        break;
      case BROTLI_DECODER_RESULT_NEEDS_MORE_INPUT:
        fetch();
        break;
      case BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT:
        break;
      case BROTLI_DECODER_RESULT_ERROR:
        throw Unreadable(std::string("damaged brotli data: ") +
                         BrotliDecoderErrorString(BrotliDecoderGetErrorCode(decoder_.get())));
    }
  }

  void fetch() {
    available_ = packed_.read(buffer_);
    if (available_ == 0) throw Unreadable("damaged brotli data: it ends early");
    next_ = reinterpret_cast<const std::uint8_t*>(buffer_.data());
    taken_ += available_;
  }

  using Decoder = std::unique_ptr<BrotliDecoderState, decltype(&BrotliDecoderDestroyInstance)>;

  Stream& packed_;
  std::uint64_t ratio_;
  Decoder decoder_;
  std::array<std::byte, 65536> buffer_;
  const std::uint8_t* next_ = nullptr;
  std::size_t available_ = 0;
  std::uint64_t taken_ = 0;
  std::uint64_t made_ = 0;
  bool done_ = false;
};

}  // namespace

std::unique_ptr<Stream> decode_brotli(Stream& packed, std::uint64_t ratio) {
  return std::make_unique<BrotliStream>(packed, ratio);
}

}  // namespace platlint
