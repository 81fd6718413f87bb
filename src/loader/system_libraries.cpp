// SPDX-License-Identifier: Apache-2.0
#include "loader/system_libraries.hpp"

#include <algorithm>
#include <optional>

#include "facts/architectures.hpp"
#include "loader/library_index.hpp"
#include "target/libraries.hpp"
#include "text/words.hpp"

namespace platlint {

namespace {

std::optional<std::string> directory_of(std::string_view path, std::string_view entry) {
  if (entry.starts_with('/')) return std::string(entry);
  return path.empty() ? std::nullopt : search_directory(path, entry);
}

}  // namespace

// A name with a slash is a path. musl's loader is its C library too (ldso/dynlink.c, load_library).
const target::SystemLibrary* find_in_system(const Sysroot& sysroot, const Artifact& image, std::string_view path,
                                            std::string_view library) {
  if (image.format != Format::elf) return nullptr;
  if (library.starts_with('/')) return target::library_at(sysroot, library);
  if (library.find('/') != std::string_view::npos) return nullptr;
  if (sysroot.libc == Libc::musl && target::musl_takes(library))
    return target::library_at(sysroot, musl_loader(sysroot.architecture));
  for (const std::string& entry : image.runpath.empty() ? image.rpath : image.runpath) {
    const std::optional<std::string> directory = directory_of(path, entry);
    if (!directory) continue;
    const target::SystemLibrary* const found = target::library_at(sysroot, *directory + "/" + std::string(library));
    if (found != nullptr) return found;
  }
  return target::find_library(sysroot, library);
}

// ld.so(8): colons or semicolons separate the directories. musl's are separated by colons or newlines.
std::vector<std::string> directories_of_list(std::string list) {
  const auto separates = [](char letter) { return letter == ';' || letter == '\n'; };
  std::replace_if(list.begin(), list.end(), separates, ':');
  constexpr std::size_t most = 1000;  // real ones have ten
  std::vector<std::string> directories;
  for (const std::string_view part : text::split(list, ':')) {
    if (!part.starts_with('/') || directories.size() == most) continue;
    std::string& directory = directories.emplace_back(part.substr(1));
    while (directory.ends_with('/')) directory.pop_back();
  }
  return directories;
}

}  // namespace platlint
