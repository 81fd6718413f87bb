// SPDX-License-Identifier: Apache-2.0
#include "inspect/other.hpp"

#include <charconv>
#include <string_view>

#include "inspect/reader.hpp"

namespace platlint {

namespace {

// LEB128, WebAssembly core specification 5.2.2. Sizes have at most 32 bits, so five bytes.
std::uint64_t read_size(const Reader& reader, std::uint64_t& at) {
  std::uint64_t value = 0;
  for (unsigned shift = 0; shift < 35; shift += 7) {
    const std::uint8_t byte = reader.get<std::uint8_t>(at++, "a section");
    value |= std::uint64_t{byte & 0x7FU} << shift;
    if ((byte & 0x80) == 0) return value;
  }
  throw unreadable("a section of impossible size");
}

}  // namespace

Artifact inspect_wasm(const Image& image) {
  constexpr std::uint8_t memory_section = 5;
  constexpr std::uint64_t most_sections = 65536;  // real modules have fewer than 1000, most of them custom ones
  const Reader reader(image);
  const std::uint32_t version = reader.get<U32<std::endian::little>>(4, "the WebAssembly header");
  Artifact artifact;
  artifact.format = Format::wasm;
  artifact.kind = Kind::module;
  artifact.architecture = Architecture::wasm32;
  artifact.machine = version;
  if (version != 1) return artifact;  // a component (layer 1) or a future version: named, but its sections are not read
  std::uint64_t sections = 0;
  for (std::uint64_t at = 8; at < reader.size();) {
    if (++sections > most_sections) throw unreadable("too many sections");
    const std::uint8_t id = reader.get<std::uint8_t>(at++, "a section");
    const std::uint64_t size = read_size(reader, at);
    reader.require(at, size, "a section");
    // Emscripten's dynamic libraries begin with the custom section "dylink.0" (tool-conventions, DynamicLinking.md).
    if (id == 0 && artifact.system == System::unknown && size > 9) {
      if (reader.text(at + 1, 8, "a section") == "dylink.0") artifact.system = System::emscripten;
    }
    // The memory section: a count, then limits, whose flag 0x04 means 64-bit addresses (memory64 proposal).
    if (id == memory_section && size >= 2 && (reader.get<std::uint8_t>(at + 1, "a section") & 0x04) != 0) {
      artifact.architecture = Architecture::wasm64;
    }
    at += size;
  }
  return artifact;
}

// ar(5): members with a 60-byte header, whose size is decimal text at 48, padded to even.
Artifact inspect_static_archive(const Image& image) {
  const Reader reader(image);
  const bool thin = reader.get<char>(2, "the archive's magic") == 't';
  for (std::uint64_t at = 8; at < reader.size();) {
    const std::string header = reader.text(at, 60, "a member header");
    const std::string_view field = std::string_view(header).substr(48, 10);
    std::uint64_t size = 0;
    const auto [end, error] = std::from_chars(field.data(), field.data() + field.size(), size);
    if (error != std::errc{}) throw unreadable("a member without a size");
    const char kind = header[0];
    at += 60;
    // In a thin archive only the symbol and name tables (named "/...") have bytes here.
    if (thin && (kind != '/' || header[1] != ' ')) {
      if (!(kind == '/' && header[1] == '/')) continue;
    }
    reader.require(at, size, "a member");
    at += size + size % 2;
  }
  Artifact artifact;
  artifact.format = Format::archive;
  artifact.kind = Kind::static_archive;
  return artifact;
}

}  // namespace platlint
