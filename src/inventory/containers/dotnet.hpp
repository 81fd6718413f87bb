// SPDX-License-Identifier: Apache-2.0
// .NET's single-file programs (dotnet/runtime: src/native/corehost/bundle, and Bundle/Manifest.cs of HostModel).
#pragma once

#include <cstdint>
#include <optional>

#include "inventory/container.hpp"
#include "inventory/containers/program.hpp"

namespace platlint {

/// The offset of the header of its bundle. The host program keeps it in writable data, before a marker. Unset: there is
/// no marker, or the host has no bundle.
std::optional<std::uint64_t> find_dotnet_header(const Source& source, const Program& program);

/// Calls `found` for each file in it. Throws Unreadable if it is damaged, or holds more than `most_members` files.
void read_dotnet(const Source& source, std::uint64_t header, std::uint64_t most_members, const OnMember& found);

}  // namespace platlint
