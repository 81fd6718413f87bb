// SPDX-License-Identifier: Apache-2.0
#include "diff/platforms.hpp"

#include <algorithm>

#include "loader/loadable.hpp"

namespace platlint::diff {

bool is_loaded(const File& file) {
  Entry entry;
  entry.path = file.path;
  return concerns_loader(file.image, entry);
}

std::string platform_of(const Artifact& image) {
  const System system = system_of(image);
  std::string text(system == System::unknown ? name(image.format) : name(system));
  text.append(" ").append(name(image.architecture));
  if (system == System::linux && (image.libc == Libc::musl || image.libc == Libc::bionic))
    text.append(" ").append(name(image.libc));
  return text;
}

bool is_for(const Artifact& image, const Target& target) {
  const bool libc = same_libc(image, target) || image.libc == Libc::none;
  return image.format == target.format && same_system(image, target) && libc &&
         std::any_of(target.architectures.begin(), target.architectures.end(),
                     [&](Architecture architecture) { return serves(image, architecture, target); });
}

bool is_common(const Artifact& image, std::string_view library) {
  Target platform;
  platform.format = image.format;
  platform.system = system_of(image);
  platform.architectures = {image.architecture};
  platform.libc = image.libc;
  return provides_library(platform, library) == Provision::yes;
}

}  // namespace platlint::diff
