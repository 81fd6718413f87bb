// SPDX-License-Identifier: Apache-2.0
// Small native files, made in memory: object files, Mach-O images, universal files, archives, WebAssembly modules.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace platlint::made {

inline std::string little(std::uint64_t value, unsigned width) {
  std::string bytes;
  for (unsigned i = 0; i < width; ++i) bytes += static_cast<char>(value >> (8 * i) & 0xFF);
  return bytes;
}

inline std::string big(std::uint64_t value, unsigned width) {
  const std::string bytes = little(value, width);
  return {bytes.rbegin(), bytes.rend()};
}

inline std::string u16(std::uint64_t value) {
  return little(value, 2);
}

inline std::string u32(std::uint64_t value) {
  return little(value, 4);
}

inline std::string u64(std::uint64_t value) {
  return little(value, 8);
}

inline std::string zeros(std::size_t count) {
  return std::string(count, '\0');
}

inline std::string padded(std::string text, std::size_t size, char with = '\0') {
  if (text.size() < size) text.resize(size, with);
  return text;
}

/// With other bytes from `at` on.
inline std::string patched(std::string bytes, std::size_t at, std::string_view with) {
  return bytes.replace(at, with.size(), with);
}

/// A load command: its kind, its size, and what follows them.
inline std::string command(std::uint32_t kind, const std::string& rest) {
  return u32(kind) + u32(8 + rest.size()) + rest;
}

/// LC_LOAD_DYLIB and its kin.
inline std::string dylib_command(std::uint32_t kind, const std::string& name) {
  return command(kind, u32(24) + zeros(12) + padded(name, (name.size() + 8) / 8 * 8));
}

constexpr std::uint32_t mach_object = 1, mach_program = 2, mach_dylib = 6, mach_bundle = 8;
constexpr std::uint32_t mach_x86_64 = 0x01000007, mach_arm64 = 0x0100000C;

/// A Mach-O image of 64 bits: its load commands, and what lies behind them.
inline std::string macho(std::uint32_t type, const std::vector<std::string>& commands, const std::string& rest = {},
                         std::uint32_t cpu = mach_x86_64, std::uint32_t subtype = 3) {
  std::string all;
  for (const std::string& one : commands) all += one;
  return u32(0xFEEDFACF) + u32(cpu) + u32(subtype) + u32(type) + u32(commands.size()) + u32(all.size()) + zeros(8) +
         all + rest;
}

/// The size of its header, before the load commands.
constexpr std::uint32_t macho_header = 32;

struct FatSlice {
  std::uint32_t cpu, subtype;
  std::uint64_t offset, size;
};

/// A universal file's header and table.
inline std::string fat_table(const std::vector<FatSlice>& slices, bool wide = false) {
  std::string bytes = big(wide ? 0xCAFEBABF : 0xCAFEBABE, 4) + big(slices.size(), 4);
  for (const FatSlice& slice : slices) {
    const unsigned width = wide ? 8 : 4;
    bytes +=
        big(slice.cpu, 4) + big(slice.subtype, 4) + big(slice.offset, width) + big(slice.size, width) + big(0, width);
  }
  return bytes;
}

struct CoffSection {
  std::uint32_t size, offset;
};

/// An object file for Windows: its sections, 16 bytes of them behind the table, `symbols` symbols, a string table.
inline std::string coff(const std::vector<CoffSection>& sections, std::uint32_t symbols = 0) {
  const std::uint64_t table = 20 + 40 * sections.size();
  std::string bytes = u16(0x8664) + u16(sections.size()) + zeros(4) + u32(table + 16) + u32(symbols) + zeros(4);
  for (const CoffSection& section : sections) {
    bytes += padded(".text", 16) + u32(section.size) + u32(section.offset) + zeros(16);
  }
  return bytes + std::string(16, 'x') + std::string(18 * symbols, 's') + u32(4);
}

/// A member of a static library, padded to an even size.
inline std::string ar_member(const std::string& name, const std::string& size, const std::string& bytes) {
  return padded(name, 48, ' ') + padded(size, 10, ' ') + "`\n" + bytes + (bytes.size() % 2 == 0 ? "" : "\n");
}

/// A section of a WebAssembly module of fewer than 128 bytes.
inline std::string wasm_section(std::uint8_t id, const std::string& bytes) {
  return std::string(1, static_cast<char>(id)) + static_cast<char>(bytes.size()) + bytes;
}

}  // namespace platlint::made
