// SPDX-License-Identifier: Apache-2.0
// The container images in a layout: OCI image layouts (image-spec, image-layout.md), and the output of `docker save`.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace platlint {

struct ContainerImage {
  std::string platform;             ///< OS/ARCH[/VARIANT] in Go's words, from the index or the image's own config
  std::vector<std::string> layers;  ///< their paths in the layout, the lowest first
  std::string config = {};          ///< the path of its configuration in the layout; empty: none is named
};

/// The text of a small file of a layout ("index.json", "blobs/sha256/…"); unset if it does not exist.
using ReadText = std::function<std::optional<std::string>(const std::string& path)>;

/// Every image that has files. Attestations have no files. If the manifest of an image is missing, whoever made the
/// layout left the image out. Empty: it is not a layout. Throws Unreadable if it is damaged.
std::vector<ContainerImage> read_image_layout(const ReadText& read);

/// LD_LIBRARY_PATH in the text of a configuration (image-spec, config.md: config.Env). Empty: it sets none, or is
/// damaged.
std::string library_path_of(std::string_view config);

/// If an archive is a layout, could it have a member with this name?
bool may_be_of_image_layout(std::string_view path);

}  // namespace platlint
