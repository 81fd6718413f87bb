// SPDX-License-Identifier: Apache-2.0
// Takes the bytes of one file, and returns the facts that a loader would use. Pure: no file, no clock, no global.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "inspect/image.hpp"
#include "platlint/artifact.hpp"

namespace platlint {

/// Either artifacts (one per image; a fat Mach-O gives several) or damage. If both are empty, the bytes are not native
/// code.
struct Inspection {
  std::vector<Artifact> artifacts;
  std::optional<Damage> damage;
};

/// How much is read. Symbols cost more than all the rest: they are only read if a report or a rule needs them.
struct Detail {
  bool symbols = false;         ///< VersionNeed::symbols
  bool links = false;           ///< Artifact::symbols
  bool node_abi = false;        ///< Artifact::node_abi: the names of all symbols are searched
  bool numpy = false;           ///< Artifact::numpy: a module's constants are searched
  bool second_opinion = false;  ///< LIEF reads the whole file too: if the two readings differ in a fact, that is damage
};

/// The most bytes that the names in a file's facts may take together: the size of the file, but at least 4 KiB and at
/// most 4 MiB. Tables may name one text many times; a file whose names take more is unreadable. Real files have a
/// tenth.
std::uint64_t most_names(const Image& image);

/// The memory that a name takes: its bytes, and the object that holds them.
inline std::uint64_t cost_of(std::string_view name) {
  constexpr std::uint64_t beside_the_text = 32;
  return name.size() + beside_the_text;
}

/// Reads the facts of a whole file. First it is proven that the file is whole: header tables and segments lie inside
/// it. Only the tables that decide are fetched. The artifacts copy what they need, and `image` need not outlive them.
Inspection inspect(const Image& image, const Detail& detail = {});

/// The same for bytes in memory.
Inspection inspect(Bytes bytes, const Detail& detail = {});

}  // namespace platlint
