// SPDX-License-Identifier: Apache-2.0
#include "inspect/sha256.hpp"

#include <sodium.h>

namespace platlint {

Sha256 sha256(const Image& image, FileRange part) {
  Reader(image).require(part.offset, part.size, "what is hashed");
  crypto_hash_sha256_state state;
  crypto_hash_sha256_init(&state);
  std::array<std::byte, 4096> piece;
  while (part.size != 0) {
    const std::span<std::byte> next =
        std::span(piece).first(static_cast<std::size_t>(std::min<std::uint64_t>(part.size, piece.size())));
    image.read(part.offset, next);
    crypto_hash_sha256_update(&state, reinterpret_cast<const unsigned char*>(next.data()), next.size());
    part = {part.offset + next.size(), part.size - next.size()};
  }
  Sha256 hash;
  crypto_hash_sha256_final(&state, reinterpret_cast<unsigned char*>(hash.data()));
  return hash;
}

std::string hexadecimal(const Sha256& hash) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string text;
  for (const std::byte byte : hash) {
    text += digits[std::to_integer<std::size_t>(byte >> 4)];
    text += digits[std::to_integer<std::size_t>(byte & std::byte{0xF})];
  }
  return text;
}

}  // namespace platlint
