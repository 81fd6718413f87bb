// SPDX-License-Identifier: Apache-2.0
// The cost of a hostile file, in reads: a few megabytes of zeros are a few kilobytes of a zip archive.
#include <doctest/doctest.h>

#include <cstdint>
#include <cstring>
#include <string>

#include "elf_file.hpp"
#include "inspect/image.hpp"

using namespace platlint;

namespace {

class CountingImage final : public Image {
 public:
  explicit CountingImage(const std::string& bytes) : bytes_(bytes) {}

  std::uint64_t size() const override { return bytes_.size(); }
  void read(std::uint64_t offset, std::span<std::byte> into) const override {
    std::memcpy(into.data(), bytes_.data() + offset, into.size());
    ++reads_;
  }
  std::uint64_t reads() const { return reads_; }

 private:
  const std::string& bytes_;
  mutable std::uint64_t reads_ = 0;
};

constexpr std::uint64_t few = 200'000;
constexpr std::size_t megabytes = std::size_t{4} << 20;

/// Reads it, and checks the number of reads against `few`. Returns why there is no artifact, or "none".
std::string cheap(const std::string& bytes) {
  const CountingImage image(bytes);
  const Inspection inspection = inspect(image, {.symbols = true});
  CHECK(image.reads() < few);
  CHECK((inspection.artifacts.empty() || !inspection.damage));
  return inspection.damage ? inspection.damage->reason : "none";
}

/// The library with more program headers, all alike, after its own.
std::string with_segments(const Segment& segment, std::uint16_t count, const std::string& rest) {
  Elf elf("elf-x86_64-glibc-2.17.so");
  const std::uint64_t old = elf.at<std::uint64_t>(32);
  const std::uint16_t own = elf.at<std::uint16_t>(56);
  std::string table = elf.bytes.substr(old, own * sizeof(Segment));
  for (std::uint16_t i = 0; i < count; ++i) table.append(reinterpret_cast<const char*>(&segment), sizeof segment);
  elf.at<std::uint64_t>(32) = elf.bytes.size();
  elf.at<std::uint16_t>(56) = static_cast<std::uint16_t>(own + count);
  return elf.bytes + table + rest;
}

Segment notes(std::uint64_t size) {
  return {4, 4, 0, 0, 0, size, size, 4};
}

std::string end_of_zeros(std::string bytes) {
  return bytes.append(megabytes, '\0');
}

}  // namespace

TEST_CASE("notes without end are not walked") {
  const std::string zeros(megabytes, '\0');
  Segment segment = notes(zeros.size());
  const std::uint64_t size = with_segments(segment, 1, "").size();
  segment.offset = size;
  CHECK(cheap(with_segments(segment, 1, zeros)) == "more than 4096 notes");
  segment.offset = with_segments(segment, 4000, "").size();
  CHECK(cheap(with_segments(segment, 4000, zeros)) == "more than 4096 notes");
}

TEST_CASE("properties without end are not walked") {
  const std::uint32_t size = megabytes;
  std::string note(12, '\0');
  const std::uint32_t name_size = 4, type = 5;
  std::memcpy(note.data(), &name_size, 4);
  std::memcpy(note.data() + 4, &size, 4);
  std::memcpy(note.data() + 8, &type, 4);
  note += std::string("GNU\0", 4) + std::string(size, '\0');
  Segment segment = notes(note.size());
  segment.offset = with_segments(segment, 4000, "").size();
  CHECK(cheap(with_segments(segment, 4000, note)) == "more than 4096 notes");
}

TEST_CASE("a note of any size is stepped over") {
  std::string note(12, '\0');
  const std::uint32_t size = megabytes;
  std::memcpy(note.data() + 4, &size, 4);
  note.append(size, 'x');
  Segment segment = notes(note.size());
  segment.offset = with_segments(segment, 1, "").size();
  CHECK(cheap(with_segments(segment, 1, note)) == "none");
}

TEST_CASE("segments are not compared each with each") {
  const Segment dynamic{2, 6, 0, std::uint64_t{1} << 40, 0, 0, 0, 8};
  CHECK(cheap(with_segments(dynamic, 60000, "")) == "more program headers than a loader reads");
  CHECK(cheap(with_segments({}, 4000, "")) == "none");
}

TEST_CASE("imports that are not used are counted too") {
  std::string bytes = read_fixture("pe-amd64.pyd");
  const auto at = [&](std::size_t offset) -> std::uint32_t& {
    return *reinterpret_cast<std::uint32_t*>(bytes.data() + offset);
  };
  const std::size_t header = at(0x3C);
  const std::size_t optional = header + 24;
  const std::size_t sections = bytes[header + 6];
  const std::size_t last = optional + static_cast<std::uint8_t>(bytes[header + 20]) + (sections - 1) * 40;
  const std::uint32_t old = at(last + 16);
  const std::uint32_t address = at(last + 12) + old;
  bytes.resize(at(last + 20) + old);
  std::string descriptor(20, '\0');
  for (const std::size_t field : {12, 16}) std::memcpy(descriptor.data() + field, &address, 4);
  std::string table(16, '\0');  // the target of a name's address and of an empty table's
  while (table.size() < megabytes) table += descriptor;
  at(last + 16) = static_cast<std::uint32_t>(old + table.size());
  at(last + 8) = at(last + 16);
  at(optional + 112 + 8) = address + 16;
  at(optional + 112 + 12) = static_cast<std::uint32_t>(table.size());
  CHECK(cheap(bytes + table) == "too many imports");
}

TEST_CASE("sections of nothing are counted") {
  CHECK(cheap(end_of_zeros(std::string("\0asm\1\0\0\0", 8))) == "too many sections");
}

TEST_CASE("what is walked once costs what it holds") {
  std::string library = "!<arch>\n";
  const std::string member = "x/" + std::string(46, ' ') + "0         `\n";
  while (library.size() < megabytes) library += member;
  CHECK(cheap(library) == "none");
}
