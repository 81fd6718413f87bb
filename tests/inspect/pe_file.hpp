// SPDX-License-Identifier: Apache-2.0
// A Windows image of one section, made in memory: its headers first, the section from 0x200 in the file and from 0x1000
// in memory, 0x600 bytes of it. What it asks for is written into it piece by piece.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "inspect/made.hpp"

namespace platlint::made {

class Pe {
 public:
  static constexpr std::uint32_t header = 0x40, optional = header + 24, headers_size = 0x200, start = 0x1000,
                                 room = 0x600;

  explicit Pe(bool is_plus = true) : plus(is_plus) {
    const std::uint32_t size = directories() + 128 - optional;
    bytes = padded("MZ", 0x3C) + u32(header) + "PE" + zeros(2) + u16(plus ? 0x8664 : 0x14C) + u16(1) + zeros(12) +
            u16(size) + u16(0x2000) + u16(plus ? 0x20B : 0x10B);
    bytes = padded(bytes, directories() + 128);
    set(optional + 32, 0x1000);        // SectionAlignment
    set(optional + 36, 0x200);         // FileAlignment
    set(optional + 60, headers_size);  // SizeOfHeaders
    put(optional + 48, u16(6));        // MajorSubsystemVersion
    put(optional + 68, u16(3));        // Subsystem
    set(directories() - 4, 16);        // NumberOfRvaAndSizes
    bytes = padded(bytes + padded(".text", 8) + u32(room) + u32(start) + u32(room) + u32(headers_size), headers_size) +
            std::string(room, 'x');
  }

  std::uint32_t directories() const { return optional + (plus ? 112 : 96); }
  std::uint32_t sections() const { return directories() + 128; }
  /// A field of the first section's row: 8 memory, 12 address, 16 bytes in the file, 20 offset.
  std::uint32_t section(std::uint32_t field) const { return sections() + field; }

  Pe& set(std::uint32_t at, std::uint32_t value) { return put(at, u32(value)); }
  Pe& put(std::uint32_t at, std::string_view with) {
    bytes.replace(at, with.size(), with);
    return *this;
  }
  /// Bytes at an address of the section.
  Pe& write(std::uint32_t address, std::string_view with) { return put(address - start + headers_size, with); }
  Pe& directory(std::uint32_t index, std::uint32_t address, std::uint32_t size) {
    return set(directories() + 8 * index, address).set(directories() + 8 * index + 4, size);
  }
  /// An entry of an address or name table, and the empty one behind it.
  std::string thunk(std::uint64_t value) const { return plus ? u64(value) + u64(0) : u32(value) + u32(0); }

  bool plus;
  std::string bytes;
};

constexpr std::uint32_t pe_exports = 0, pe_imports = 1, pe_certificates = 4, pe_relocations = 5, pe_load_config = 10,
                        pe_delay_imports = 13, pe_clr = 14;

/// IMAGE_IMPORT_DESCRIPTOR.
inline std::string descriptor(std::uint32_t names, std::uint32_t name, std::uint32_t addresses,
                              std::uint32_t bound = 0) {
  return u32(names) + u32(bound) + zeros(4) + u32(name) + u32(addresses);
}

/// ImgDelayDescr.
inline std::string delay_descriptor(std::uint32_t attributes, std::uint32_t name) {
  return u32(attributes) + u32(name) + zeros(24);
}

}  // namespace platlint::made
