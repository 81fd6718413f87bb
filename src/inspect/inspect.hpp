// SPDX-License-Identifier: Apache-2.0
// Bytes of one file in, what a loader would make of them out. Pure: no file, no clock, no global.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "platlint/artifact.hpp"

namespace platlint {

using Bytes = std::span<const std::byte>;

/// Either artifacts (one an image; a fat Mach-O gives several) or damage; both empty: the bytes are not native code.
struct Inspection {
  std::vector<Artifact> artifacts;
  std::optional<Damage> damage;
};

/// How much is read. Symbols cost more than all the rest: they are read where a report or a rule asks for them.
struct Detail {
  bool symbols = false;  ///< VersionNeed::symbols
};

/// Reads the facts of a whole file. The file is proven whole first: header tables and segments lie inside `bytes`. The
/// artifacts copy what they need; `bytes` may go away afterwards.
Inspection inspect(Bytes bytes, const Detail& detail = {});

}  // namespace platlint
