// SPDX-License-Identifier: Apache-2.0
// A fixture of testdata/artifacts/bin, and an ELF file whose headers and dynamic section are changed in place.
// PLATLINT_TESTDATA says where testdata is.
#pragma once

#include <doctest/doctest.h>

#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>

#include "inspect/inspect.hpp"

namespace platlint {

inline std::string read_fixture(const std::string& name) {
  const char* testdata = std::getenv("PLATLINT_TESTDATA");
  std::ifstream file(std::filesystem::path(testdata != nullptr ? testdata : "testdata") / "artifacts" / "bin" / name,
                     std::ios::binary);
  REQUIRE(file);
  return {std::istreambuf_iterator<char>(file), {}};
}

inline Inspection inspected(const std::string& bytes, const Detail& detail = {}) {
  return inspect(std::as_bytes(std::span(bytes.data(), bytes.size())), detail);
}

/// Why there is no artifact, or "none".
inline std::string damage(const std::string& bytes, const Detail& detail = {}) {
  const Inspection inspection = inspected(bytes, detail);
  CHECK((inspection.artifacts.empty() || !inspection.damage));
  return inspection.damage ? inspection.damage->reason : "none";
}

/// Elf64_Phdr of a little-endian file.
struct Segment {
  std::uint32_t type, flags;
  std::uint64_t offset, address, physical, size, memory, align;
};
/// Elf64_Dyn.
struct Dynamic {
  std::uint64_t tag, value;
};

class Elf {
 public:
  explicit Elf(const std::string& fixture) : bytes(read_fixture(fixture)) {}

  Segment& segment(std::uint32_t type, std::size_t which = 0) {
    for (std::uint16_t i = 0; i < at<std::uint16_t>(56); ++i) {
      Segment& found = at<Segment>(at<std::uint64_t>(32) + i * sizeof(Segment));
      if (found.type == type && which-- == 0) return found;
    }
    throw std::runtime_error("no such segment");
  }

  Segment& load_of(std::uint64_t address) {
    for (std::size_t i = 0;; ++i) {
      Segment& load = segment(1, i);
      if (address >= load.address && address < load.address + load.size) return load;
    }
  }

  Dynamic& dynamic(std::uint64_t tag) {
    for (std::uint64_t place = segment(2).offset;; place += sizeof(Dynamic)) {
      Dynamic& entry = at<Dynamic>(place);
      if (entry.tag == tag) return entry;
      if (entry.tag == 0) throw std::runtime_error("no such tag");
    }
  }

  /// Where in the file the table stands whose address a tag of the dynamic section has.
  std::uint64_t place(std::uint64_t tag) {
    const std::uint64_t address = dynamic(tag).value;
    const Segment& load = load_of(address);
    return load.offset + address - load.address;
  }

  template <class T>
  T& at(std::uint64_t offset) {
    return *reinterpret_cast<T*>(bytes.data() + offset);
  }

  std::string bytes;
};

/// The library with more program headers behind it, all the same, after its own.
inline std::string with_segments(const Segment& segment, std::uint16_t count, const std::string& rest) {
  Elf elf("elf-x86_64-glibc-2.17.so");
  const std::uint64_t old = elf.at<std::uint64_t>(32);
  const std::uint16_t own = elf.at<std::uint16_t>(56);
  std::string table = elf.bytes.substr(old, own * sizeof(Segment));
  for (std::uint16_t i = 0; i < count; ++i) table.append(reinterpret_cast<const char*>(&segment), sizeof segment);
  elf.at<std::uint64_t>(32) = elf.bytes.size();
  elf.at<std::uint16_t>(56) = static_cast<std::uint16_t>(own + count);
  return elf.bytes + table + rest;
}

}  // namespace platlint
