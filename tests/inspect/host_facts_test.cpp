// SPDX-License-Identifier: Apache-2.0
// The facts in a file for the program that loads it: the interfaces of NumPy and Node.
#include <doctest/doctest.h>

#include <string>

#include "inspect/elf_file.hpp"
#include "inspect/node_abi.hpp"
#include "inspect/numpy.hpp"

using namespace platlint;
using namespace std::string_literals;

namespace {

const std::string old_name = "numpy.core._multiarray_umath\0"s;
const std::string new_name = "numpy._core._multiarray_umath\0"s;

std::string message_of(const std::string& version) {
  return "module was compiled against NumPy C-API version 0x%x (NumPy " + version + ") but the running NumPy has\0"s;
}

Artifact use_of(const std::string& bytes, std::vector<FileRange> parts = {}) {
  const MemoryImage image(std::as_bytes(std::span(bytes)));
  if (parts.empty()) parts.push_back({0, bytes.size()});
  Artifact artifact;
  add_numpy_use(artifact, image, parts);
  return artifact;
}

std::uint16_t abi_of_bytes(const std::string& bytes) {
  return find_node_abi(MemoryImage(std::as_bytes(std::span(bytes))));
}

}  // namespace

TEST_CASE("a module tells for which NumPy it was compiled") {
  CHECK(use_of("x" + old_name).numpy == 1);
  const Artifact both = use_of(new_name + old_name + message_of("1.25"));
  CHECK(both.numpy == 2);
  CHECK(both.oldest_numpy == Version{1, 25, 0});
  CHECK(use_of(message_of("2.0") + old_name + new_name).oldest_numpy == Version{2, 0, 0});
  CHECK(use_of(new_name).numpy == 2);
  CHECK_FALSE(use_of(new_name).oldest_numpy);
  CHECK(use_of(new_name + message_of("x")).numpy == 2);
  CHECK_FALSE(use_of(new_name + message_of("x")).oldest_numpy);
  CHECK(use_of("numpy.core.multiarray failed to import\0"s).numpy == 1);
  CHECK(use_of("numpy._core.multiarray failed to import\0"s).numpy == 2);
  CHECK(use_of("numpy.core.multiarray failed to import\0"s + new_name).numpy == 2);
  // Other texts, other modules, nothing.
  for (const std::string& text : {"numpy.core._multiarray_umath failed to import\0"s, "numpy.core.multiarray\0"s,
                                  "numpy.core.multiarray failed to import "s, "xnumpy.core.umath failed to import\0"s,
                                  "numpy.core\0"s, message_of("2.0"), ""s}) {
    CAPTURE(text);
    CHECK(use_of(text).numpy == 0);
    CHECK_FALSE(use_of(text).oldest_numpy);
  }
}

TEST_CASE("what stands on the edge of a piece is found, and what is outside of the parts is not") {
  for (std::size_t before : {(std::size_t{1} << 18) - 1, (std::size_t{1} << 18) - 20, std::size_t{1} << 18}) {
    CAPTURE(before);
    CHECK(use_of(std::string(before, 'n') + old_name).numpy == 1);
    const std::string whole = new_name + std::string(before - new_name.size(), '.') + message_of("2.1");
    CHECK(use_of(whole).oldest_numpy == Version{2, 1, 0});
  }
  const std::string text = "xx" + old_name;
  CHECK(use_of(text, {{0, 10}}).numpy == 0);
  CHECK(use_of(text, {{0, 2}, {2, old_name.size()}}).numpy == 1);
  CHECK(use_of(text, {{0, UINT64_MAX}}).numpy == 1);
  CHECK(use_of(text, {{UINT64_MAX, UINT64_MAX}}).numpy == 0);
}

TEST_CASE("an addon tells for which Node it was compiled") {
  const std::string mark = "_node_register_module_v";
  CHECK(abi_of_bytes(mark + "127\0"s) == 127);
  CHECK(abi_of_bytes(mark + "%d\0"s + mark + "115\0"s) == 115);
  CHECK(abi_of_bytes(std::string(0x8000 - 10, '.') + mark + "127\0"s) == 127);
  for (const std::string& text : {mark, mark + "127"s, mark + "\0"s, mark + "12x\0"s, mark + "99999\0"s, ""s}) {
    CAPTURE(text);
    CHECK(abi_of_bytes(text) == 0);
  }
}

TEST_CASE("Mach-O and PE files tell it too, where they are asked") {
  Detail detail;
  detail.numpy = detail.node_abi = true;
  const std::string constants = old_name + "node_register_module_v127\0"s;
  const std::string pe = read_fixture("pe-amd64.dll") + constants;
  const Inspection asked = inspected(pe, detail);
  REQUIRE(asked.artifacts.size() == 1);
  CHECK(asked.artifacts[0].numpy == 1);
  CHECK(asked.artifacts[0].node_abi == 127);
  const Inspection plain = inspected(pe);
  REQUIRE(plain.artifacts.size() == 1);
  CHECK(plain.artifacts[0].numpy == 0);
  CHECK(plain.artifacts[0].node_abi == 0);
}
