// SPDX-License-Identifier: Apache-2.0
// The pages of signed files, changed one by one. The linker signed them: zig's, with pages of 4 KiB.
#include <doctest/doctest.h>

#include <optional>

#include "elf_file.hpp"

using namespace platlint;

namespace {

constexpr std::uint64_t page = 4096;

/// The fixture, and where the magic numbers of its signature and of its code directory stand.
struct Signed {
  std::string library = read_fixture("macho-arm64.dylib");
  std::size_t signature = library.find("\xFA\xDE\x0C\xC0");
  std::size_t directory = library.find("\xFA\xDE\x0C\x02");
};

std::optional<std::uint64_t> changed(const std::string& bytes, bool thorough = false) {
  const Inspection inspection = inspected(bytes, {.second_opinion = thorough});
  REQUIRE_MESSAGE(!inspection.damage, inspection.damage->reason);
  std::optional<std::uint64_t> found;
  for (const Artifact& artifact : inspection.artifacts)
    if (artifact.changed_page) found = artifact.changed_page;
  return found;
}

std::string with(std::size_t place, std::string_view value) {
  return Signed().library.replace(place, value.size(), value);
}

std::string flipped(std::size_t place) {
  return with(place, std::string(1, static_cast<char>(~Signed().library[place])));
}

}  // namespace

TEST_CASE("a file is as it was signed") {
  REQUIRE(Signed().signature != std::string::npos);
  REQUIRE(Signed().directory != std::string::npos);
  for (const char* name : {"macho-arm64", "macho-arm64.bundle", "macho-arm64.dylib", "macho-universal2.dylib",
                           "macho-universal2.bundle", "macho-x86_64.dylib", "macho-arm64e.dylib"}) {
    CAPTURE(name);
    CHECK(changed(read_fixture(name)) == std::nullopt);
    CHECK(changed(read_fixture(name), true) == std::nullopt);
  }
}

TEST_CASE("the first page and the last four are compared, and all of them if asked") {
  const std::size_t signature = Signed().signature;
  const std::uint64_t pages = (signature + page - 1) / page;
  REQUIRE(pages > 6);
  CHECK(changed(flipped(page - 1)) == 0);
  CHECK(changed(flipped(page)) == std::nullopt);
  CHECK(changed(flipped(page), true) == page);
  CHECK(changed(flipped((pages - 4) * page - 1)) == std::nullopt);
  CHECK(changed(flipped((pages - 4) * page - 1), true) == (pages - 5) * page);
  CHECK(changed(flipped((pages - 4) * page)) == (pages - 4) * page);
  CHECK(changed(flipped(signature - 1)) == (pages - 1) * page);
}

TEST_CASE("a slice of a universal file counts from its own beginning") {
  std::string bytes = read_fixture("macho-universal2.dylib");
  const std::size_t last = bytes.rfind("\xFA\xDE\x0C\xC0");
  bytes[last - 1] = static_cast<char>(~bytes[last - 1]);
  CHECK(changed(bytes).has_value());
  CHECK(changed(bytes).value_or(last) < last);
}

TEST_CASE("what is signed must reach to the signature, in pages of which each has its hash") {
  const auto [library, signature, directory] = Signed();
  std::string limit = library.substr(directory + 32, 4);
  limit[3] = static_cast<char>(limit[3] - 1);
  CHECK(changed(with(directory + 32, limit)) == signature - 1);
  limit[3] = static_cast<char>(limit[3] + 2);
  CHECK(changed(with(directory + 32, limit)) == signature);
  CHECK(changed(with(directory + 28, std::string("\0\0\0\2", 4))) == 2 * page);
}

TEST_CASE("hashes of another kind are not compared") {
  const std::size_t directory = Signed().directory;
  CHECK(changed(with(directory + 37, "\1")) == std::nullopt);
  CHECK(changed(flipped(page - 1).replace(directory + 37, 1, "\1")) == std::nullopt);
}

TEST_CASE("a signature that the kernel cannot read is damage") {
  const auto [library, signature, directory] = Signed();
  const std::string most(4, '\xFF');
  CHECK(damage(with(signature, "abcd")) == "the code signature has an unknown form");
  CHECK(damage(with(directory, "abcd")) == "the code directory has an unknown form");
  CHECK(damage(with(signature + 8, most)) == "the code signature ends before its tables do");
  CHECK(damage(with(signature + 16, most)) == "the code signature ends before its tables do");
  CHECK(damage(with(directory + 16, most)) == "the code signature ends before its tables do");
  CHECK(damage(with(directory + 28, most)) == "the code signature ends before its tables do");
  CHECK(damage(with(directory + 39, "\x19")) == "the code directory has pages of an impossible size");
  CHECK(damage(with(directory + 44, most)) == "the code directory signs scattered pages");
}
