// SPDX-License-Identifier: Apache-2.0
// Containers whose magic number is not at the beginning of the file.
#pragma once

#include <optional>
#include <string_view>

#include "inventory/container_kind.hpp"
#include "inventory/inventory.hpp"

namespace platlint {

/// The kind of a file with the name of a disk image or an installer. The name says where to look, which costs a read,
/// and the bytes there decide. Throws Unreadable.
std::optional<ContainerKind> late_kind(std::string_view path, File& file);

}  // namespace platlint
