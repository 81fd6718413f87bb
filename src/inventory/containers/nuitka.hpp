// SPDX-License-Identifier: Apache-2.0
// The files that Nuitka's one-file programs unpack when they start (Nuitka: OnefileCompressor.py, OnefileBootstrap.c).
#pragma once

#include <cstdint>
#include <optional>

#include "inventory/container.hpp"
#include "inventory/containers/program.hpp"

namespace platlint {

/// The place of the payload: after the program, with its size at the end (up to Nuitka 2), or in the program's data. It
/// ends at the end of the range or before.
std::optional<Range> find_nuitka_payload(const Source& source, const Program& program);

/// Calls `found` for each file in it. Throws Unreadable if it is damaged, or holds more than `most_members` files.
void read_nuitka(const Source& source, Range payload, std::uint64_t most_members, const OnMember& found);

}  // namespace platlint
