// SPDX-License-Identifier: Apache-2.0
// The pages of signed files, changed one by one: files that a linker signed, and a file of ten pages that is made here.
#include <doctest/doctest.h>
#include <sodium.h>

#include <array>
#include <optional>

#include "elf_file.hpp"

using namespace platlint;

namespace {

constexpr std::size_t page = 4096, pages = 10;
// The last page is not full.
constexpr std::size_t limit = pages * page - 100, hashes_at = 88, directory_at = limit + 20;

std::string little(std::uint32_t value) {
  std::string bytes;
  for (unsigned shift = 0; shift < 32; shift += 8) bytes += static_cast<char>(value >> shift & 0xFF);
  return bytes;
}

std::string big(std::uint32_t value) {
  const std::string bytes = little(value);
  return {bytes.rbegin(), bytes.rend()};
}

std::string sha256_of(std::string_view bytes) {
  std::array<unsigned char, 32> hash;
  crypto_hash_sha256(hash.data(), reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
  return {hash.begin(), hash.end()};
}

/// A bundle for arm64: LC_BUILD_VERSION, LC_CODE_SIGNATURE, and bytes that nothing else refers to.
std::string signed_file() {
  const std::size_t directory_size = hashes_at + 32 * pages, signature_size = 20 + directory_size;
  std::string file = little(0xFEEDFACF) + little(0x0100000C) + little(0) + little(8) + little(2) + little(40) +
                     little(0) + little(0) + little(0x32) + little(24) + little(1) + little(0x000B0000) +
                     little(0x000B0000) + little(0) + little(0x1D) + little(16) + little(limit) +
                     little(static_cast<std::uint32_t>(signature_size));
  file.resize(limit, 'x');
  std::string hashes;
  for (std::size_t at = 0; at < limit; at += page) hashes += sha256_of(std::string_view(file).substr(at, page));
  file += big(0xFADE0CC0) + big(static_cast<std::uint32_t>(signature_size)) + big(1) + big(0) + big(20);
  file += big(0xFADE0C02) + big(static_cast<std::uint32_t>(directory_size)) + big(0x20400) + big(2) + big(hashes_at) +
          big(0) + big(0) + big(pages) + big(limit) + std::string{32, 2, 0, 12} + std::string(hashes_at - 40, '\0') +
          hashes;
  return file;
}

std::optional<std::uint64_t> changed(const std::string& bytes, bool thorough = false) {
  const Inspection inspection = inspected(bytes, {.second_opinion = thorough});
  if (inspection.damage) FAIL(inspection.damage->reason);
  std::optional<std::uint64_t> found;
  for (const Artifact& artifact : inspection.artifacts)
    if (artifact.changed_page) found = artifact.changed_page;
  return found;
}

std::string with(std::size_t place, std::string_view value) {
  return signed_file().replace(place, value.size(), value);
}

std::string flipped(std::size_t place) {
  return with(place, "y");
}

}  // namespace

TEST_CASE("a file is as it was signed") {
  CHECK(changed(signed_file()) == std::nullopt);
  for (const char* name : {"macho-arm64", "macho-arm64.bundle", "macho-arm64.dylib", "macho-universal2.dylib",
                           "macho-universal2.bundle", "macho-x86_64.dylib", "macho-arm64e.dylib"}) {
    CAPTURE(name);
    CHECK(changed(read_fixture(name)) == std::nullopt);
    CHECK(changed(read_fixture(name), true) == std::nullopt);
  }
}

TEST_CASE("the first page and the last four are compared, and all of them if asked") {
  CHECK(changed(flipped(page - 1)) == 0);
  CHECK(changed(flipped(page)) == std::nullopt);
  CHECK(changed(flipped(page), true) == page);
  CHECK(changed(flipped(6 * page - 1)) == std::nullopt);
  CHECK(changed(flipped(6 * page - 1), true) == 5 * page);
  CHECK(changed(flipped(6 * page)) == 6 * page);
  CHECK(changed(flipped(limit - 1)) == 9 * page);
}

TEST_CASE("a slice of a universal file counts from its own beginning") {
  std::string bytes = read_fixture("macho-universal2.dylib");
  const std::size_t last = bytes.rfind("\xFA\xDE\x0C\xC0");
  REQUIRE(last != std::string::npos);
  bytes[last - 1] = static_cast<char>(~bytes[last - 1]);
  CHECK(changed(bytes).value_or(last) == 3 * 16384);  // of the slice, which has pages of 16 KiB
}

TEST_CASE("what is signed must reach to the signature, in pages of which each has its hash") {
  CHECK(changed(with(directory_at + 32, big(limit - 1))) == limit - 1);
  CHECK(changed(with(directory_at + 32, big(limit + 1))) == limit);
  CHECK(changed(with(directory_at + 28, big(pages - 1))) == (pages - 1) * page);
}

TEST_CASE("a limit of 64 bits counts where it is not zero") {
  CHECK(changed(with(directory_at + 60, big(limit - 1))) == limit - 1);
  CHECK(changed(with(directory_at + 8, big(0x20200)).replace(directory_at + 60, 4, big(limit - 1))) == std::nullopt);
}

TEST_CASE("hashes of another kind are not compared") {
  CHECK(changed(with(directory_at + 37, "\1")) == std::nullopt);
  CHECK(changed(flipped(page - 1).replace(directory_at + 37, 1, "\1")) == std::nullopt);
}

TEST_CASE("a signature that the kernel cannot read is damage") {
  const std::string most(4, '\xFF');
  CHECK(damage(with(limit, "abcd")) == "the code signature has an unknown form");
  CHECK(damage(with(directory_at, "abcd")) == "the code directory has an unknown form");
  CHECK(damage(with(limit + 8, most)) == "the code signature ends before its tables do");
  CHECK(damage(with(limit + 16, most)) == "the code signature ends before its tables do");
  CHECK(damage(with(directory_at + 16, most)) == "the code signature ends before its tables do");
  CHECK(damage(with(directory_at + 28, most)) == "the code signature ends before its tables do");
  CHECK(damage(with(directory_at + 39, "\x19")) == "the code directory has pages of an impossible size");
  CHECK(damage(with(directory_at + 44, most)) == "the code directory signs scattered pages");
  CHECK(damage(with(directory_at + 44, "\1")) == "the code directory signs scattered pages");
  CHECK(damage(with(directory_at + 47, "\1")) == "the code directory signs scattered pages");
}

TEST_CASE("only the slots of code directories count, and as many as there are") {
  const auto in_slot = [](std::uint32_t type, std::uint32_t count = 1) {
    return changed(flipped(page - 1).replace(limit + 12, 4, big(type)).replace(limit + 8, 4, big(count)));
  };
  for (const std::uint32_t type : {0U, 0x1000U, 0x1001U, 0x1004U}) CHECK(in_slot(type) == 0);
  for (const std::uint32_t type : {1U, 2U, 0xFFFU, 0x1005U, 0x10000U}) CHECK(in_slot(type) == std::nullopt);
  CHECK(in_slot(0, 0) == std::nullopt);
}

TEST_CASE("pages are as large as the signature says, or one is as large as all that is signed") {
  CHECK(changed(with(directory_at + 39, "\x0d")) == 0);  // the hashes are of smaller ones
  CHECK(changed(with(directory_at + 39, std::string(1, '\0'))) == 0);
  const std::string whole = sha256_of(std::string_view(signed_file()).substr(0, limit));
  const std::string one = with(directory_at + 39, std::string(1, '\0')).replace(directory_at + hashes_at, 32, whole);
  CHECK(changed(one) == std::nullopt);
  CHECK(changed(std::string(one).replace(limit - 1, 1, "y")) == 0);
}
