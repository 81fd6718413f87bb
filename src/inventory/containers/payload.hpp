// SPDX-License-Identifier: Apache-2.0
// Finds the payload of a program or a script: the files of a one-file program, or an archive that it unpacks.
//
// This runs for every program of a bundle. If there is no payload, it reads only the headers, and the beginning of the
// largest part of the data. For a Mach-O program it also reads the other data.
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
  /// the kind is known, but cannot be opened. The source must outlive it.
  std::function<void(std::uint64_t most_members, const OnMember& found)> read;
  bool is_zip = false;  ///< the bytes after the program end like a zip: the reader of zips reads it
};

/// `head`: the file's first bytes, 4096 or all. Unset: it is not a program or a script, or has no known payload. Throws
/// Unreadable if the bytes cannot be read.
std::optional<Payload> find_payload(const Source& source, std::span<const std::byte> head);

}  // namespace platlint
