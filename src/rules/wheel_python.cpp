// SPDX-License-Identifier: Apache-2.0
#include "rules/wheel_python.hpp"

#include <algorithm>
#include <cctype>
#include <string_view>
#include <vector>

#include "rules/common.hpp"

namespace platlint {

namespace {

bool has_part(std::string_view parts, std::string_view wanted) {
  while (!parts.empty()) {
    const std::size_t dot = std::min(parts.find('.'), parts.size());
    if (parts.substr(0, dot) == wanted) return true;
    parts.remove_prefix(std::min(dot + 1, parts.size()));
  }
  return false;
}

struct WheelTag {
  std::string_view python, abi;
};

WheelTag read_tag(std::string_view tag) {
  const std::size_t first = std::min(tag.find('-'), tag.size());
  const std::string_view rest = tag.substr(std::min(first + 1, tag.size()));
  return {tag.substr(0, first), rest.substr(0, std::min(rest.find('-'), rest.size()))};
}

// PEP 425: "cp312-cp312" is for one Python's ABI; "none", "abi3" and "abi3t" bind to no version. 3.7 and older wrote
// "cp37-cp37m".
bool is_bound_elsewhere(const WheelTag& tag, const Python& target) {
  for (const std::string_view free : {"none", "abi3", "abi3t"}) {
    if (has_part(tag.abi, free)) return false;
  }
  const std::string own = "cp" + std::to_string(target.major) + std::to_string(target.minor);
  const std::string abi = own + (target.free_threaded ? "t" : target.minor < 8 ? "m" : "");
  return !has_part(tag.python, own) || !has_part(tag.abi, abi);
}

// "cp312", "cp313t", "cp37m".
bool is_abi_of(std::string_view part, const Python& python) {
  const std::string own = "cp" + std::to_string(python.major) + std::to_string(python.minor);
  return part == own + (python.free_threaded ? "t" : "") || (part == own + "m" && python.minor < 8);
}

// A tag that names no ABI of CPython promises nothing here.
bool is_kept_by(const WheelTag& tag, const ExtensionSuffix& suffix) {
  const bool stable = has_part(tag.abi, "abi3");
  if (!stable && !tag.abi.starts_with("cp3")) return true;
  if (suffix.abi == ExtensionSuffix::Abi::abi3) return stable || !tag.abi.ends_with('t');
  return !stable && suffix.abi == ExtensionSuffix::Abi::version && is_abi_of(tag.abi, *suffix.python);
}

}  // namespace

std::optional<std::string> tag_broken_by(const ExtensionSuffix& suffix, const Package* package) {
  if (package == nullptr || package->tags.empty()) return std::nullopt;
  if (suffix.implementation != ExtensionSuffix::Implementation::cpython) return std::nullopt;
  const bool kept = std::any_of(package->tags.begin(), package->tags.end(),
                                [&](const std::string& tag) { return is_kept_by(read_tag(tag), suffix); });
  if (kept) return std::nullopt;
  const WheelTag tag = read_tag(package->tags.front());
  return std::string(tag.python) + "-" + std::string(tag.abi);
}

std::optional<std::string> tag_of_another(const Package* package, const Python& target) {
  if (package == nullptr || package->tags.empty()) return std::nullopt;
  const bool elsewhere = std::all_of(package->tags.begin(), package->tags.end(),
                                     [&](const std::string& tag) { return is_bound_elsewhere(read_tag(tag), target); });
  if (!elsewhere) return std::nullopt;
  const WheelTag tag = read_tag(package->tags.front());
  return std::string(tag.python) + "-" + std::string(tag.abi);
}

// A name that Python code can import (Python reference, identifiers), and an image that is made to be imported, not
// linked to. That is an image without a soname or with the file's own, or a bundle on macOS.
bool is_plain_module(const Subject& subject) {
  std::string_view name = subject.entry.path;
  name.remove_prefix(name.rfind('/') + 1);
  if (read_extension_suffix(name)) return false;
  if (name.ends_with(".pyd")) return true;
  if (!name.ends_with(".so") || name.starts_with("lib")) return false;
  const std::string_view stem = name.substr(0, name.size() - 3);
  const bool identifier = !stem.empty() && std::all_of(stem.begin(), stem.end(), [](unsigned char c) {
    return std::isalnum(c) != 0 || c == '_' || c >= 0x80;
  });
  const std::vector<const Artifact*> images = loaded_images(subject);
  return identifier && std::all_of(images.begin(), images.end(), [&](const Artifact* image) {
           if (image->format == Format::macho) return image->kind == Kind::bundle;
           return image->kind == Kind::library && (image->identity.empty() || image->identity == name);
         });
}

}  // namespace platlint
