// SPDX-License-Identifier: Apache-2.0
#include "loader/loadable.hpp"

#include <algorithm>
#include <optional>
#include <string_view>

#include "facts/architectures.hpp"
#include "facts/native_name.hpp"
#include "text/path.hpp"

namespace platlint {

namespace {

// A WebAssembly module with a native name is Pyodide's, whose wheels get into other bundles by mistake. JavaScript
// loads its modules itself: PGlite has Postgres' extensions, named x.so, in x.tar.gz.
bool pretends_to_be_native(std::string_view path) {
  if (!has_native_suffix(path) || path.find("node_modules/") != std::string_view::npos) return false;
  const std::optional<text::Step> step = text::last_step(path);
  return !step || step->archive.ends_with(".whl") || step->archive.ends_with(".zip");
}

}  // namespace

bool runs_on_no_cpu(Architecture architecture) {
  return architecture == Architecture::bpf || architecture == Architecture::cuda ||
         architecture == Architecture::amdgpu;
}

System system_of(const Artifact& image) {
  return image.format == Format::elf && image.system == System::unknown ? System::linux : image.system;
}

bool concerns_loader(const Artifact& image, const Entry& entry) {
  if (!is_loadable(image)) return false;
  if (runs_on_no_cpu(image.architecture) || image.architecture == Architecture::any) return false;
  if (image.system == System::uefi || image.system == System::apple_firmware || image.system == System::driverkit)
    return false;
  return image.format != Format::wasm || pretends_to_be_native(entry.path);
}

std::vector<const Artifact*> concerned_images(const Subject& subject) {
  std::vector<const Artifact*> images;
  for (const Artifact& image : subject.entry.artifacts) {
    if (concerns_loader(image, subject.entry)) images.push_back(&image);
  }
  return images;
}

bool serves(const Artifact& image, Architecture wanted, const Target& target) {
  if (image.architecture == wanted) return true;
  // A file that does not state its float ABI may be either; Android's is soft-float calls with hard-float code inside.
  if (image.architecture == Architecture::armv7 && is_arm32(wanted)) return true;
  if (target.system == System::android && is_arm32(image.architecture) && is_arm32(wanted)) return true;
  // An ARM64X image holds ARM64 code in addition to ARM64EC's.
  return image.architecture == Architecture::arm64x && wanted == Architecture::aarch64;
}

bool same_system(const Artifact& image, const Target& target) {
  if (image.system == System::unknown || target.system == System::unknown || image.system == target.system) return true;
  const auto is_linux_kernel = [](System system) { return system == System::linux || system == System::android; };
  return is_linux_kernel(image.system) && is_linux_kernel(target.system);
}

bool same_libc(const Artifact& image, const Target& target) {
  return image.libc == Libc::unknown || target.libc == Libc::unknown || image.libc == target.libc;
}

std::vector<const Artifact*> loaded_images(const Subject& subject) {
  std::vector<const Artifact*> loaded = matching_images(subject);
  std::erase_if(loaded, [&](const Artifact* image) { return !same_system(*image, subject.target); });
  return loaded;
}

std::vector<const Artifact*> matching_images(const Subject& subject) {
  const auto wanted = [&](const Artifact* image) {
    const std::vector<Architecture>& all = subject.target.architectures;
    return image->format == subject.target.format &&
           std::any_of(all.begin(), all.end(),
                       [&](Architecture architecture) { return serves(*image, architecture, subject.target); });
  };
  std::vector<const Artifact*> matching = concerned_images(subject);
  std::erase_if(matching, [&](const Artifact* image) { return !wanted(image); });
  return matching;
}

}  // namespace platlint
