// SPDX-License-Identifier: Apache-2.0
// Containers made byte by byte, and the members that their readers found.
#pragma once

#include <zlib.h>

#include <algorithm>
#include <cstdint>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "inventory/container.hpp"
#include "inventory/source.hpp"

namespace platlint::made {

inline std::string little(std::uint64_t value, std::size_t size) {
  std::string bytes(size, '\0');
  for (std::size_t i = 0; i < size; ++i) bytes[i] = i < 8 ? static_cast<char>(value >> 8 * i & 0xff) : '\0';
  return bytes;
}

inline std::string big(std::uint64_t value, std::size_t size) {
  std::string bytes = little(value, size);
  std::reverse(bytes.begin(), bytes.end());
  return bytes;
}

inline std::string nul_ended(std::string_view text) {
  return std::string(text) + '\0';
}

/// `window`: RFC 1950 for 15, RFC 1951 for -15.
inline std::string deflated(std::string_view text, int window_bits) {
  z_stream stream{};
  deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, window_bits, 8, Z_DEFAULT_STRATEGY);
  std::string packed(text.size() + 100, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(packed.data());
  stream.avail_out = static_cast<uInt>(packed.size());
  deflate(&stream, Z_FINISH);
  packed.resize(packed.size() - stream.avail_out);
  deflateEnd(&stream);
  return packed;
}

inline std::unique_ptr<Source> source(std::string_view bytes) {
  Buffer buffer{std::unique_ptr<std::byte[]>(new std::byte[bytes.size()]), bytes.size()};
  std::copy_n(reinterpret_cast<const std::byte*>(bytes.data()), bytes.size(), buffer.data.get());
  return memory_source(std::move(buffer));
}

inline std::span<const std::byte> head(std::string_view bytes) {
  return std::as_bytes(std::span(bytes)).first(std::min<std::size_t>(bytes.size(), 4096));
}

struct Found {
  Member member;
  std::string bytes;
};

/// All members with all their bytes.
template <typename Read>
std::vector<Found> read_all(Read read) {
  std::vector<Found> all;
  read([&](const Member& member, Stream& stream) {
    std::string bytes;
    std::string piece(50'000, '\0');
    for (std::size_t got = piece.size(); got == piece.size();) {
      got = stream.read(std::as_writable_bytes(std::span(piece)));
      bytes += piece.substr(0, got);
    }
    if (member.size && bytes.size() != *member.size) throw std::runtime_error("of another size");
    all.push_back({member, bytes});
  });
  return all;
}

/// A program of 64 bits whose one section holds `data`, and the bytes after it.
struct Elf {
  std::string section = ".data";
  std::string data = std::string(16, 'd');
  std::string overlay = "";
  std::uint64_t type = 2;   // ET_EXEC
  std::uint64_t flags = 3;  // SHF_WRITE | SHF_ALLOC

  std::string elf() const {
    const std::string names = nul_ended("") + nul_ended(section) + nul_ended(".shstrtab");
    const std::uint64_t data_at = 64 + 56;
    const std::uint64_t names_at = data_at + data.size();
    const std::uint64_t table_at = names_at + names.size();
    const std::string ident = "\177ELF\2\1\1" + std::string(9, '\0');
    const std::string header = ident + little(type, 2) + little(62, 2) + little(1, 4) + little(0, 8) + little(64, 8) +
                               little(table_at, 8) + little(0, 4) + little(64, 2) + little(56, 2) + little(1, 2) +
                               little(64, 2) + little(3, 2) + little(2, 2);
    const std::string segment = little(1, 4) + little(5, 4) + little(0, 8) + little(0, 16) + little(data_at, 8) +
                                little(data_at, 8) + little(4096, 8);
    return header + segment + data + names + std::string(64, '\0') + row(1, 1, flags, data_at, data.size()) +
           row(2 + section.size(), 3, 0, names_at, names.size()) + overlay;
  }

 private:
  static std::string row(std::uint64_t name, std::uint64_t kind, std::uint64_t flags, std::uint64_t at,
                         std::uint64_t size) {
    return little(name, 4) + little(kind, 4) + little(flags, 8) + little(0, 8) + little(at, 8) + little(size, 8) +
           std::string(24, '\0');
  }
};

}  // namespace platlint::made
