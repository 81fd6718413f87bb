// SPDX-License-Identifier: Apache-2.0
// --thorough with the real LIEF: files that the two readers read differently. lief_test.cpp has each fact on which they
// may differ.
#include <doctest/doctest.h>

#include <cstdint>
#include <cstring>
#include <filesystem>
#include <string>
#include <utility>

#include "elf_file.hpp"

using namespace platlint;

namespace {

constexpr Detail thorough{.second_opinion = true};

// The IMAGE_SECTION_HEADERs of a PE image begin behind the optional header; PointerToRawData is at 20 in each.
std::uint32_t& place_of_section(std::string& image, std::size_t index) {
  const auto u16 = [&](std::size_t at) { return *reinterpret_cast<std::uint16_t*>(image.data() + at); };
  const std::uint32_t header = *reinterpret_cast<std::uint32_t*>(image.data() + 0x3C);
  return *reinterpret_cast<std::uint32_t*>(image.data() + header + 24 + u16(header + 20) + index * 40 + 20);
}

}  // namespace

TEST_CASE("a second opinion changes nothing about a fixture") {
  const char* testdata = std::getenv("PLATLINT_TESTDATA");
  const auto folder = std::filesystem::path(testdata != nullptr ? testdata : "testdata") / "artifacts" / "bin";
  for (const auto& file : std::filesystem::directory_iterator(folder)) {
    const std::string name = file.path().filename().string(), bytes = read_fixture(name);
    CAPTURE(name);
    CHECK(damage(bytes, thorough) == "none");
    CHECK(inspected(bytes, thorough).artifacts == inspected(bytes).artifacts);
  }
}

// Loaders fill a table, entry after entry, so the last of a tag counts; LIEF 0.12 takes the first.
TEST_CASE("an ELF file with two string tables is read in two ways") {
  constexpr std::uint64_t dt_strtab = 5, dt_syment = 11;
  Elf elf("elf-x86_64-soname.so");
  Dynamic& one = elf.dynamic(dt_strtab);
  Dynamic& other = elf.dynamic(dt_syment);
  const std::uint64_t strings = one.value;
  one = other = {dt_strtab, strings};
  (&one < &other ? one : other).value = strings + 1;
  CHECK(inspected(elf.bytes).artifacts.at(0).identity == "libdemo-8f2a1c3e.so.1.2.3");
  CHECK(damage(elf.bytes, thorough) ==
        "two readers differ: needed libraries libc.so.6, LIEF on the whole file: ibc.so.6");
}

// Windows' loader rounds a section's place in the file down to 512, and LIEF 0.12 rounds it up to FileAlignment.
TEST_CASE("a PE file whose sections begin off a sector is read in two ways") {
  std::string image = read_fixture("pe-amd64.dll");
  for (std::size_t section = 0; section < 3; ++section) place_of_section(image, section) += 1;
  CHECK(inspected(image).artifacts.at(0).libraries ==
        inspected(read_fixture("pe-amd64.dll")).artifacts.at(0).libraries);
  CHECK(damage(image, thorough)
            .starts_with("two readers differ: imported libraries KERNEL32.dll USER32.dll (weak), "
                         "LIEF on the whole file: "));
}
