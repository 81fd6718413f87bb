// SPDX-License-Identifier: Apache-2.0
// PyInstaller's CArchive: the files that its one-file programs unpack when they start (PyInstaller/archive/readers.py).
#pragma once

#include <cstdint>
#include <optional>

#include "inventory/container.hpp"
#include "inventory/containers/range_stream.hpp"

namespace platlint {

/// The start of its cookie, in the last bytes before `end`. Unset: there is no such archive.
std::optional<std::uint64_t> find_pyinstaller_cookie(const Source& source, std::uint64_t end);

/// Calls `found` for each file in it, also for Python code: so every byte belongs to a file. Throws Unreadable if it is
/// damaged, or holds more than `most_members` files.
void read_pyinstaller(const Source& source, std::uint64_t cookie, std::uint64_t most_members, const OnMember& found);

}  // namespace platlint
