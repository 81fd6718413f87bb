// SPDX-License-Identifier: Apache-2.0
// Containers whose mark does not stand at the beginning of the file.
#pragma once

#include <optional>
#include <string_view>

#include "inventory/container_kind.hpp"
#include "inventory/inventory.hpp"

namespace platlint {

/// What a file is whose name is that of a disk image or of an installer. The name says where to look, which costs a
/// read of its own, and the bytes there decide. Throws Unreadable.
std::optional<ContainerKind> late_kind(std::string_view path, File& file);

}  // namespace platlint
