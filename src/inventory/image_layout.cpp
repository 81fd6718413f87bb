// SPDX-License-Identifier: Apache-2.0
// OCI image-spec 1.1: image-layout.md, image-index.md, manifest.md, config.md. `docker save`: moby
// image/tarexport/tarexport.go (manifestItem).
#include "inventory/image_layout.hpp"

#include <algorithm>
#include <cctype>
#include <nlohmann/json.hpp>

#include "inventory/inventory.hpp"
#include "text/path.hpp"

namespace platlint {

namespace {

using Json = nlohmann::json;

constexpr std::size_t most_images = 1000;

Json parse(const std::string& path, const std::string& text) {
  Json json = Json::parse(text, nullptr, false);
  if (json.is_discarded()) throw Unreadable("a container image whose " + path + " is not JSON");
  return json;
}

// The text of a member; empty if it is not a text.
std::string text_of(const Json& object, const char* member) {
  if (!object.is_object()) return {};
  const auto found = object.find(member);
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

const Json& part_of(const Json& object, const char* member) {
  static const Json none;
  if (!object.is_object()) return none;
  const auto found = object.find(member);
  return found == object.end() ? none : *found;
}

// descriptor.md: "algorithm:encoded"; a digest must not be a path to another place.
std::string blob_of(const Json& descriptor) {
  const std::string digest = text_of(descriptor, "digest");
  const std::size_t colon = digest.find(':');
  const auto is_plain = [](unsigned char c) { return std::isalnum(c) != 0 || c == '+' || c == '_' || c == '-'; };
  if (colon == std::string::npos || colon == 0 || colon + 1 == digest.size() ||
      !std::all_of(digest.begin(), digest.begin() + static_cast<std::ptrdiff_t>(colon), is_plain) ||
      !std::all_of(digest.begin() + static_cast<std::ptrdiff_t>(colon) + 1, digest.end(), is_plain))
    throw Unreadable("a container image with an invalid digest");
  return "blobs/" + digest.substr(0, colon) + "/" + digest.substr(colon + 1);
}

// The path of a file in the layout, which must stay inside it.
std::string inside(const std::string& path) {
  std::optional<std::string> resolved = text::resolve("", path);
  if (!resolved) throw Unreadable("a container image with a layer outside of it");
  return *std::move(resolved);
}

std::string platform_of(const Json& platform) {
  const std::string system = text_of(platform, "os");
  const std::string architecture = text_of(platform, "architecture");
  const std::string variant = text_of(platform, "variant");
  if (system.empty() || architecture.empty()) return {};
  return system + "/" + architecture + (variant.empty() ? "" : "/" + variant);
}

// BuildKit's provenance and SBOMs are in an index as manifests for the platform unknown/unknown.
bool is_attestation(const Json& descriptor) {
  return platform_of(part_of(descriptor, "platform")) == "unknown/unknown" ||
         !text_of(part_of(descriptor, "annotations"), "vnd.docker.reference.type").empty();
}

class Layout {
 public:
  explicit Layout(const ReadText& read) : read_(read) {}

  std::vector<ContainerImage> images() {
    if (read_("oci-layout")) {
      if (const std::optional<std::string> index = read_("index.json")) read_index(parse("index.json", *index), 0);
    }
    // Other files have the name manifest.json too.
    if (images_.empty()) {
      if (const std::optional<std::string> manifest = read_("manifest.json"))
        read_saved(Json::parse(*manifest, nullptr, false));
    }
    return std::move(images_);
  }

 private:
  // An index may name another (image-index.md).
  void read_index(const Json& index, int depth) {
    constexpr int deepest = 4;
    if (depth > deepest) throw Unreadable("a container image whose indexes are nested too deep");
    for (const Json& descriptor : part_of(index, "manifests")) {
      if (is_attestation(descriptor)) continue;
      const std::string path = blob_of(descriptor);
      const std::optional<std::string> text = read_(path);
      if (!text) continue;
      const Json manifest = parse(path, *text);
      if (manifest.contains("manifests")) {
        read_index(manifest, depth + 1);
      } else if (manifest.contains("layers")) {
        add(read_manifest(manifest, platform_of(part_of(descriptor, "platform"))));
      }
    }
  }

  ContainerImage read_manifest(const Json& manifest, std::string platform) const {
    ContainerImage image;
    for (const Json& layer : part_of(manifest, "layers")) image.layers.push_back(blob_of(layer));
    if (platform.empty() || part_of(manifest, "config").contains("digest"))
      image.config = blob_of(part_of(manifest, "config"));
    image.platform = platform.empty() ? configured(image.config) : std::move(platform);
    return image;
  }

  void read_saved(const Json& manifests) {
    if (!manifests.is_array()) return;
    for (const Json& item : manifests) {
      if (!part_of(item, "Layers").is_array()) continue;
      ContainerImage image;
      for (const Json& layer : item["Layers"]) {
        if (layer.is_string()) image.layers.push_back(inside(layer.get<std::string>()));
      }
      image.config = text_of(item, "Config");
      image.platform = configured(image.config);
      add(std::move(image));
    }
  }

  std::string configured(const std::string& path) const {
    const std::optional<std::string> text = read_(path);
    return text ? platform_of(parse(path, *text)) : std::string();
  }

  // One image with several names counts once.
  void add(ContainerImage image) {
    const bool known = std::any_of(images_.begin(), images_.end(), [&](const ContainerImage& it) {
      return it.platform == image.platform && it.layers == image.layers;
    });
    if (known) return;
    if (images_.size() == most_images) throw over_limit(most_images, "images");
    images_.push_back(std::move(image));
  }

  const ReadText& read_;
  std::vector<ContainerImage> images_;
};

}  // namespace

std::vector<ContainerImage> read_image_layout(const ReadText& read) {
  return Layout(read).images();
}

std::string library_path_of(std::string_view config) {
  constexpr std::string_view name = "LD_LIBRARY_PATH=";
  const Json json = Json::parse(config, nullptr, false);
  std::string path;
  const Json& variables = part_of(part_of(json, "config"), "Env");
  if (!variables.is_array()) return path;
  for (const Json& variable : variables) {
    if (!variable.is_string()) continue;
    const auto text = variable.get<std::string_view>();
    if (text.starts_with(name)) path = text.substr(name.size());
  }
  return path;
}

bool may_be_of_image_layout(std::string_view path) {
  const std::string_view first = path.substr(0, path.find('/'));
  for (const std::string_view name : {"blobs", "oci-layout", "index.json", "manifest.json", "repositories"}) {
    if (first == name) return true;
  }
  // The file names of layers and configurations are their digests.
  const auto is_hexadecimal = [](unsigned char c) { return std::isxdigit(c) != 0; };
  const std::string_view stem = first.substr(0, first.find('.'));
  return stem.size() == 64 && std::all_of(stem.begin(), stem.end(), is_hexadecimal);
}

}  // namespace platlint
