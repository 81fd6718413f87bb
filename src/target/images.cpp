// SPDX-License-Identifier: Apache-2.0
// The contents of published images, and what a Python adds: data/images.toml, data/system_pythons.toml.
#include "target/images.hpp"

#include <algorithm>
#include <array>

#include "target/text.hpp"
#include "text/words.hpp"

namespace platlint::target {

namespace {

#include "target/images.inc"

struct SystemPython {
  std::string_view image;
  std::string_view adds;
};

#include "target/system_pythons.inc"

// The real file of a soname has a longer name, which is in no list: libgomp.so.1.0.0 for libgomp.so.1.
bool may_be_behind(std::string_view holds, std::string_view library) {
  for (;;) {
    const std::size_t dot = library.rfind('.');
    if (dot == std::string_view::npos || !parse_number(library.substr(dot + 1))) return false;
    library = library.substr(0, dot);
    if (text::has_word(holds, library)) return true;
  }
}

// "alpine:3.20" is one of "alpine:3".
bool is_of(std::string_view name, const ImageContents& image) {
  return name == image.name || (image.name == "alpine:3" && name.starts_with("alpine:3."));
}

}  // namespace

const ImageContents* find_image_contents(std::string_view name) {
  const auto* const row =
      std::find_if(images.begin(), images.end(), [&](const ImageContents& image) { return is_of(name, image); });
  return row == images.end() ? nullptr : row;
}

std::span<const ImageContents> all_images() {
  return images;
}

bool is_of_a_system_python(std::string_view image, std::string_view library) {
  for (const SystemPython& row : system_pythons) {
    if (row.image == image) return text::has_word(row.adds, library);
  }
  if (image.starts_with("buildpack-deps:") && text::has_word(python_on_buildpack_deps, library)) return true;
  return text::has_word(other_system_python, library);
}

Provision image_library(const ImageContents& image, Architecture architecture, std::string_view library) {
  const bool arm = architecture == Architecture::aarch64;
  if (architecture != Architecture::x86_64 && !arm) return Provision::unknown;
  const bool lacks = text::has_word(image.lacks, library) || (arm && text::has_word(image.arm64_lacks, library));
  if (lacks) return Provision::no;
  if (text::has_word(image.holds, library)) return Provision::yes;
  return image.complete && !may_be_behind(image.holds, library) ? Provision::no : Provision::unknown;
}

}  // namespace platlint::target
