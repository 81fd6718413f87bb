// SPDX-License-Identifier: Apache-2.0
#include "loader/mismatch.hpp"

#include <algorithm>
#include <optional>
#include <string_view>

#include "facts/c_libraries.hpp"
#include "loader/extension_suffix.hpp"
#include "target/c_symbols.hpp"

namespace platlint {

namespace {

bool right_format(const std::vector<const Artifact*>& images, const Target& target) {
  return std::any_of(images.begin(), images.end(),
                     [&](const Artifact* image) { return image->format == target.format; });
}

std::vector<Architecture> unserved(const std::vector<const Artifact*>& images, const Target& target) {
  std::vector<Architecture> missing;
  for (const Architecture wanted : target.architectures) {
    const bool served = std::any_of(images.begin(), images.end(), [&](const Artifact* image) {
      return image->format == target.format && serves(*image, wanted, target);
    });
    if (!served) missing.push_back(wanted);
  }
  return missing;
}

template <class Test>
const Library* find_library(const Artifact& image, Test test) {
  const auto found = std::find_if(image.libraries.begin(), image.libraries.end(),
                                  [&](const Library& library) { return test(library.name); });
  return found == image.libraries.end() ? nullptr : &*found;
}

// A library of the compiler that is linked to glibc.
bool is_compiler_runtime(std::string_view library) {
  return library.starts_with("libgcc_s.so.1") || library.starts_with("libstdc++.so.6");
}

bool is_c_library(std::string_view library) {
  return library.starts_with("libc.") || is_musl(library);
}

// The C library in an extension module's name. CPython 3.11 and later only tries its own triplet, so the name is
// binding.
Libc named_libc(std::string_view path) {
  const std::optional<ExtensionSuffix> suffix = read_extension_suffix(path);
  return suffix ? suffix->libc : Libc::unknown;
}

const std::string* symbol_that_musl_lacks(const Artifact& image) {
  for (const VersionNeed& need : image.version_needs) {
    if (!need.name.starts_with("GLIBC_") || need.library.starts_with("ld-")) continue;
    for (const std::string& symbol : need.symbols) {
      if (!musl_has(symbol)) return &symbol;
    }
  }
  return nullptr;
}

// Java's virtual machine binds functions when they are called (os_linux.cpp: RTLD_LAZY), and musl does not look for
// missing ones until then (dynlink.c, do_relocs). Measured: libjnidispatch.so of JNA loads, although __strdup is
// missing.
bool is_bound_late(const Subject& subject) {
  return subject.package != nullptr && subject.package->ecosystem == Ecosystem::java;
}

// Why a glibc image cannot load on musl. musl replaces libc, libm, libpthread, librt, libdl and libutil (dynlink.c,
// load_library), and ignores symbol versions. So many images do load, but these do not.
std::optional<std::string> reason_against_musl(const Artifact& image, const Subject& subject) {
  if (!image.interpreter.empty()) return "its interpreter is " + image.interpreter;
  if (const Library* loader = find_library(image, is_glibc_loader)) return "it needs " + loader->name;
  if (const Library* runtime = find_library(image, is_compiler_runtime)) return "it needs " + runtime->name;
  if (named_libc(subject.entry.path) == Libc::glibc) return "CPython on musl never imports a -linux-gnu suffix";
  const std::string* symbol = is_bound_late(subject) ? nullptr : symbol_that_musl_lacks(image);
  if (symbol != nullptr) return "musl has no " + *symbol;
  return std::nullopt;
}

std::string needed_libc(const Artifact& image) {
  if (!image.interpreter.empty()) return image.interpreter;
  const Library* libc = find_library(image, is_c_library);
  return libc == nullptr ? std::string(name(image.libc)) : libc->name;
}

// Why the target's loader refuses an image of another C library; empty: it takes it without a check.
std::string reason_against(const Artifact& image, const Subject& subject) {
  if (image.libc == Libc::glibc && subject.target.libc == Libc::musl)
    return reason_against_musl(image, subject).value_or("");
  return "it needs " + needed_libc(image);
}

}  // namespace

MachineMismatch machine_mismatch(const Subject& subject) {
  MachineMismatch result;
  const std::vector<const Artifact*> images = concerned_images(subject);
  if (images.empty()) return result;
  result.format = !right_format(images, subject.target);
  if (result.format) return result;
  result.slices = unserved(images, subject.target);
  result.architecture = images.size() == 1 && result.slices.size() == subject.target.architectures.size();
  if (result.architecture) result.slices.clear();
  return result;
}

std::vector<const Artifact*> images_of_other_systems(const Subject& subject) {
  std::vector<const Artifact*> images = matching_images(subject);
  std::erase_if(images, [&](const Artifact* image) { return same_system(*image, subject.target); });
  return images;
}

std::vector<LibcMismatch> libc_mismatches(const Subject& subject) {
  std::vector<LibcMismatch> result;
  const Libc wanted = subject.target.libc;
  if (wanted == Libc::unknown || wanted == Libc::none) return result;
  for (const Artifact* image : loaded_images(subject)) {
    if (image->libc == wanted || image->libc == Libc::none) continue;
    if (image->libc != Libc::unknown) {
      result.push_back({image->libc, false, reason_against(*image, subject)});
      continue;
    }
    // The bytes do not tell (the file needs nothing from a C library), but the name does.
    const Libc named = named_libc(subject.entry.path);
    if (named != Libc::unknown && named != wanted) result.push_back({named, true, "CPython there never imports it"});
  }
  return result;
}

bool Mismatch::any() const {
  return refused() || !libc.empty();
}

bool Mismatch::refused() const {
  return machine.any() || system || is_libc_alone();
}

bool Mismatch::is_libc_alone() const {
  return !machine.any() && !system &&
         std::any_of(libc.begin(), libc.end(), [](const LibcMismatch& it) { return !it.reason.empty(); });
}

Mismatch mismatch(const Subject& subject) {
  return {machine_mismatch(subject), !images_of_other_systems(subject).empty(), libc_mismatches(subject)};
}

}  // namespace platlint
