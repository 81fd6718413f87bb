// SPDX-License-Identifier: Apache-2.0
// A root that is a container image: its layers are merged into one tree.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "inventory/image_layout.hpp"
#include "inventory/inventory.hpp"

namespace platlint {

/// The images in a root that is a directory or an archive (from `docker save`, podman, skopeo or a build with an OCI
/// output). Empty: it is something else. Throws Unreadable.
std::vector<ContainerImage> find_images(const std::string& path, const Limits& limits);

/// Some images of a root as a root of its own; each is an item.
std::unique_ptr<ListedRoot> open_images(const std::string& path, std::vector<ContainerImage> images,
                                        const Limits& limits);

}  // namespace platlint
