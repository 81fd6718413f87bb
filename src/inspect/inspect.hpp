// SPDX-License-Identifier: Apache-2.0
// The bytes of one file in, what a loader would make of them out. Pure: no file, no clock, no global.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "inspect/image.hpp"
#include "platlint/artifact.hpp"

namespace platlint {

/// Either artifacts (one an image; a fat Mach-O gives several) or damage; both empty: the bytes are not native code.
struct Inspection {
  std::vector<Artifact> artifacts;
  std::optional<Damage> damage;
};

/// How much is read. Symbols cost more than all the rest: they are read where a report or a rule asks for them.
struct Detail {
  bool symbols = false;         ///< VersionNeed::symbols
  bool links = false;           ///< Artifact::symbols
  bool node_abi = false;        ///< Artifact::node_abi: the names of all symbols are looked through
  bool numpy = false;           ///< Artifact::numpy: a module's constants are looked through
  bool second_opinion = false;  ///< LIEF reads the whole file too: a fact on which the two readings differ is damage
};

/// What the names in a file's facts may take together: as many bytes as the file has, 4 KiB at least and 4 MiB at most.
/// Tables may name one text many times over; a file that does so past that is unreadable. Real files have a tenth.
std::uint64_t most_names(const Image& image);

/// What a name takes: its bytes, and what holds them.
inline std::uint64_t cost_of(std::string_view name) {
  constexpr std::uint64_t beside_the_text = 32;
  return name.size() + beside_the_text;
}

/// Reads the facts of a whole file. The file is proven whole first: header tables and segments lie inside it. Only the
/// tables that decide are fetched; the artifacts copy what they need, and `image` may go away afterwards.
Inspection inspect(const Image& image, const Detail& detail = {});

/// The same for bytes in memory.
Inspection inspect(Bytes bytes, const Detail& detail = {});

}  // namespace platlint
