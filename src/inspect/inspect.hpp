// SPDX-License-Identifier: Apache-2.0
// The bytes of one file in, what a loader would make of them out. Pure: no file, no clock, no global.
#pragma once

#include <optional>
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
  bool symbols = false;  ///< VersionNeed::symbols
};

/// Reads the facts of a whole file. The file is proven whole first: header tables and segments lie inside it. Only the
/// tables that decide are fetched; the artifacts copy what they need, and `image` may go away afterwards.
Inspection inspect(const Image& image, const Detail& detail = {});

/// The same for bytes in memory.
Inspection inspect(Bytes bytes, const Detail& detail = {});

}  // namespace platlint
