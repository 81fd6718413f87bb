// SPDX-License-Identifier: Apache-2.0
// ELF: ld.so(8), "RPATH, RUNPATH and $ORIGIN". Mach-O: dyld(1), "@rpath, @loader_path, @executable_path". Windows:
// "Dynamic-link library search order" (Microsoft); CPython's os.add_dll_directory, which delvewheel calls for
// NAME.libs.
#include "rules/library_index.hpp"

#include <algorithm>
#include <array>
#include <cctype>

#include "rules/common.hpp"
#include "rules/deployment.hpp"

namespace platlint {

namespace {

std::string_view directory_of(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string_view::npos ? std::string_view{} : path.substr(0, slash);
}

std::string_view name_of(std::string_view path) {
  return path.substr(path.rfind('/') + 1);
}

// Windows compares names without case.
std::string folded(std::string_view text, const Target& target) {
  std::string result(text);
  if (target.format != Format::pe) return result;
  std::transform(result.begin(), result.end(), result.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return result;
}

std::string beneath(std::string_view directory, std::string_view name) {
  return directory.empty() ? std::string(name) : std::string(directory) + "/" + std::string(name);
}

}  // namespace

std::string join(std::string_view directory, std::string_view relative) {
  std::vector<std::string_view> parts;
  for (std::string_view rest : {directory, relative}) {
    while (!rest.empty()) {
      const std::size_t slash = std::min(rest.find('/'), rest.size());
      const std::string_view part = rest.substr(0, slash);
      rest.remove_prefix(std::min(slash + 1, rest.size()));
      if (part.empty() || part == ".") continue;
      if (part != "..") {
        parts.push_back(part);
      } else if (parts.empty()) {
        return {};
      } else {
        parts.pop_back();
      }
    }
  }
  std::string joined;
  for (const std::string_view part : parts) joined.append(joined.empty() ? "" : "/").append(part);
  return joined;
}

std::optional<std::string> search_directory(std::string_view path, std::string_view entry) {
  constexpr std::array<std::string_view, 4> origins{"$ORIGIN", "${ORIGIN}", "@loader_path", "@executable_path"};
  for (const std::string_view origin : origins) {
    if (!entry.starts_with(origin)) continue;
    std::string_view rest = entry.substr(origin.size());
    if (!rest.empty() && rest.front() != '/') continue;
    return join(directory_of(path), rest);
  }
  return std::nullopt;  // absolute, or relative to the working directory of whoever starts the program
}

LibraryIndex::LibraryIndex(const WholeBundle& whole) : target_(whole.target), role_(whole.role) {
  for (const Root& root : whole.below) add(root.bundle, root.role);
  add(whole.bundle, whole.role);
  for (const Root& root : whole.above) add(root.bundle, root.role);
}

void LibraryIndex::add(const Bundle& bundle, Role role) {
  const std::string mount{mount_of(role)};
  for (const Entry& entry : bundle.entries) {
    const std::vector<const Artifact*> images = loaded_images({entry, target_});
    // What is excluded or could not be read is not judged, but it is there: nothing is missing for its sake.
    if (images.empty() && !entry.excluded && entry.status != Entry::Status::unreadable) continue;
    const std::string path = folded(mount + entry.path, target_);
    paths_.insert(path);
    names_.emplace(name_of(path));
    for (const Artifact* image : images) {
      if (!image->identity.empty()) names_.emplace(name_of(image->identity));
    }
    const std::string_view directory = directory_of(path);
    if (directory.ends_with(".libs")) wheel_library_directories_.emplace(directory);
  }
  for (const Entry& entry : bundle.entries) {
    if (entry.link.empty() || entry.leaves_root || entry.link.front() == '/') continue;
    const std::string path = folded(mount + entry.path, target_);
    if (has(join(directory_of(path), folded(entry.link, target_)))) {
      paths_.insert(path);
      names_.emplace(name_of(path));
    }
  }
}

bool LibraryIndex::beside(std::string_view path, std::string_view library) const {
  return has(beneath(directory_of(path), library));
}

// Where the process's file system is known, so are absolute paths.
bool LibraryIndex::in_search_path(const Artifact& image, std::string_view path, std::string_view library) const {
  // A RUNPATH switches the RPATH off (ld.so(8)); Mach-O has one kind only.
  const std::vector<std::string>& search = image.runpath.empty() ? image.rpath : image.runpath;
  return std::any_of(search.begin(), search.end(), [&](const std::string& entry) {
    if (role_ != Role::alone && entry.starts_with('/')) return has(join(entry, library));
    const std::optional<std::string> directory = search_directory(path, entry);
    return directory && has(join(*directory, library));
  });
}

// Lambda's LD_LIBRARY_PATH (aws-lambda-base-images, Dockerfile.*), without the directories of the system that come
// first.
bool LibraryIndex::in_library_path(std::string_view library) const {
  constexpr std::array<std::string_view, 3> mounted{"var/task", "var/task/lib", "opt/lib"};
  constexpr std::array<std::string_view, 2> unmounted{"", "lib"};
  const auto holds = [&](std::string_view directory) { return has(join(directory, library)); };
  if (target_.runtime.empty()) return false;
  return role_ == Role::alone ? std::any_of(unmounted.begin(), unmounted.end(), holds)
                              : std::any_of(mounted.begin(), mounted.end(), holds);
}

LibraryIndex::Place LibraryIndex::locate(const Artifact& image, std::string_view given_path,
                                         std::string_view given) const {
  const std::string path = folded(std::string(mount_of(role_)).append(given_path), target_);
  const std::string library = folded(given, target_);
  const std::string name{name_of(library)};
  if (image.format == Format::pe) {
    if (beside(path, library)) return Place::found;
    for (const std::string& directory : wheel_library_directories_) {
      if (has(beneath(directory, library))) return Place::found;
    }
    return names_.contains(library) ? Place::elsewhere : Place::absent;
  }
  if (const std::optional<std::string> directory = search_directory(path, library)) {  // @loader_path/x.dylib
    return has(*directory) ? Place::found : names_.contains(name) ? Place::elsewhere : Place::absent;
  }
  const bool by_rpath =
      image.format == Format::elf ? library.find('/') == std::string::npos : library.starts_with("@rpath/");
  if (by_rpath) {
    const std::string_view relative =
        image.format == Format::elf ? std::string_view(library) : std::string_view(library).substr(7);
    if (in_search_path(image, path, relative)) return Place::found;
    if (in_library_path(relative)) return Place::after_system;
  }
  return names_.contains(name) ? Place::elsewhere : Place::absent;
}

}  // namespace platlint
