// SPDX-License-Identifier: Apache-2.0
// The container images that a layout holds: OCI image layouts (image-spec, image-layout.md), what `docker save` writes.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace platlint {

struct ContainerImage {
  std::string platform;             ///< OS/ARCH[/VARIANT] in Go's words, by the index or the image's own config
  std::vector<std::string> layers;  ///< their paths in the layout, the lowest first
};

/// The text of a small file of a layout ("index.json", "blobs/sha256/…"); none if it is not there.
using ReadText = std::function<std::optional<std::string>(const std::string& path)>;

/// Every image that has files: attestations have none, and an image whose manifest is not in the layout was left out by
/// who made it. Empty: it is no layout. Throws Unreadable for a damaged one.
std::vector<ContainerImage> read_image_layout(const ReadText& read);

/// Could a member of an archive that is a layout have this name?
bool may_be_of_image_layout(std::string_view path);

}  // namespace platlint
