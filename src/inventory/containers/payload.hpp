// SPDX-License-Identifier: Apache-2.0
// What a program or a script carries beside its own code: the files of a one-file program, an archive that it unpacks.
//
// It is asked of every program of a bundle. Of one that carries nothing it reads the headers, and the beginning of the
// largest part of its data; of a Mach-O program the other data as well.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string_view>

#include "inventory/container.hpp"
#include "inventory/source.hpp"

namespace platlint {

struct Payload {
  std::string_view kind;  ///< for users: "a PyInstaller program"
  /// Calls `found` for each file in it. Throws Unreadable if it is damaged, or holds more than `most_members`. Empty:
  /// it is known, and cannot be opened. The source must outlive it.
  std::function<void(std::uint64_t most_members, const OnMember& found)> read;
  bool is_zip = false;  ///< what stands behind the program ends as a zip does: whoever reads zips reads it
};

/// `head`: the file's first bytes, 4096 or all. None: it is neither a program nor a script, or carries nothing known.
/// Throws Unreadable if the bytes cannot be had.
std::optional<Payload> find_payload(const Source& source, std::span<const std::byte> head);

}  // namespace platlint
