// SPDX-License-Identifier: Apache-2.0
#include "loader/android_manifest.hpp"

#include <doctest/doctest.h>

#include <cstdint>
#include <string>
#include <vector>

namespace platlint {

namespace {

std::string number(std::uint64_t value, std::size_t bytes) {
  std::string text;
  for (std::size_t i = 0; i < bytes; ++i) text.push_back(static_cast<char>(value >> (8 * i)));
  return text;
}

std::string chunk(std::uint16_t type, const std::string& header, const std::string& content) {
  const std::size_t header_size = 8 + header.size();
  return number(type, 2) + number(header_size, 2) + number(header_size + content.size(), 4) + header + content;
}

// A pool of two texts: an attribute with a resource, and `other`, which has none.
std::string pool(bool utf8, const std::string& other) {
  std::string texts;
  std::string offsets;
  for (const std::string& text : {std::string("x"), other}) {
    offsets += number(texts.size(), 4);
    texts += number(text.size(), utf8 ? 1 : 2);
    if (utf8) texts += number(text.size(), 1);
    for (const char letter : text) texts += number(static_cast<unsigned char>(letter), utf8 ? 1 : 2);
    texts += number(0, utf8 ? 1 : 2);
  }
  return chunk(1, number(2, 4) + number(0, 4) + number(utf8 ? 256 : 0, 4) + number(28 + 8, 4) + number(0, 4),
               offsets + texts);
}

std::string attribute(std::uint32_t name, std::uint8_t type, std::uint32_t value) {
  return number(0xFFFFFFFF, 4) + number(name, 4) + number(0xFFFFFFFF, 4) + number(8, 2) + number(0, 1) +
         number(type, 1) + number(value, 4);
}

std::string element(const std::vector<std::string>& attributes) {
  std::string all;
  for (const std::string& one : attributes) all += one;
  return chunk(0x102, number(1, 4) + number(0xFFFFFFFF, 4),
               number(0xFFFFFFFF, 4) + number(0, 4) + number(20, 2) + number(20, 2) + number(attributes.size(), 2) +
                   std::string(6, '\0') + all);
}

struct Parts {
  std::uint32_t resource = 0x010104ea;
  bool utf8 = true;
  std::string other = "package";
};

std::string manifest(const std::vector<std::string>& attributes, const Parts& parts = {}) {
  return chunk(3, "",
               pool(parts.utf8, parts.other) + chunk(0x180, "", number(parts.resource, 4)) +
                   element({attribute(1, 3, 0)}) + element(attributes));
}

constexpr std::uint8_t boolean = 0x12, reference = 1;
constexpr std::uint32_t yes = 0xFFFFFFFF;

}  // namespace

TEST_CASE("extractNativeLibs decides, and is true if it is not there") {
  CHECK(native_libraries_of(manifest({attribute(0, boolean, 0)})) == NativeLibraries::mapped);
  CHECK(native_libraries_of(manifest({attribute(0, boolean, yes)})) == NativeLibraries::unpacked);
  CHECK(native_libraries_of(manifest({attribute(1, 3, 0), attribute(0, boolean, 0)})) == NativeLibraries::mapped);
  CHECK(native_libraries_of(manifest({attribute(0, reference, 0)})) == NativeLibraries::unknown);
  CHECK(native_libraries_of(manifest({})) == NativeLibraries::unpacked);
  CHECK(native_libraries_of(manifest({attribute(0, boolean, 0)}, {.resource = 0x01010003})) ==
        NativeLibraries::unpacked);
}

TEST_CASE("a part of an app does not decide, unless it says so") {
  for (const bool utf8 : {true, false}) {
    CHECK(native_libraries_of(manifest({}, {.utf8 = utf8, .other = "split"})) == NativeLibraries::unknown);
    CHECK(native_libraries_of(manifest({}, {.utf8 = utf8, .other = "splits"})) == NativeLibraries::unpacked);
    CHECK(native_libraries_of(manifest({attribute(0, boolean, 0)}, {.utf8 = utf8, .other = "split"})) ==
          NativeLibraries::mapped);
  }
}

TEST_CASE("what is not binary XML, or is cut, says nothing") {
  CHECK(native_libraries_of("") == NativeLibraries::unknown);
  CHECK(native_libraries_of("<manifest/>") == NativeLibraries::unknown);
  const std::string whole = manifest({attribute(0, boolean, 0)});
  for (std::size_t size = 9; size < whole.size(); ++size) {
    CAPTURE(size);
    CHECK(native_libraries_of(whole.substr(0, size)) != NativeLibraries::mapped);
  }
  for (std::size_t i = 0; i < whole.size(); ++i) {  // no byte leads out of it
    for (const char byte : {'\0', '\x7F', '\xFF'}) {
      std::string changed = whole;
      changed[i] = byte;
      native_libraries_of(changed);
    }
  }
}

}  // namespace platlint
