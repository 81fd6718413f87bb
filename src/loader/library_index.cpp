// SPDX-License-Identifier: Apache-2.0
// ELF: ld.so(8), "RPATH, RUNPATH and $ORIGIN". Mach-O: dyld(1), "@rpath, @loader_path, @executable_path". Windows:
// "Dynamic-link library search order" (Microsoft); CPython's os.add_dll_directory, which delvewheel calls for
// NAME.libs.
#include "loader/library_index.hpp"

#include <algorithm>
#include <array>
#include <span>

#include "loader/deployment.hpp"
#include "loader/loadable.hpp"
#include "loader/system_libraries.hpp"
#include "text/path.hpp"
#include "text/words.hpp"

namespace platlint {

namespace {

// Windows ignores case when it compares names.
std::string folded(std::string_view text, const Target& target) {
  return target.format == Format::pe ? text::lower(text) : std::string(text);
}

std::string beneath(std::string_view directory, std::string_view name) {
  return directory.empty() ? std::string(name) : std::string(directory) + "/" + std::string(name);
}

// The directories that ld.so searches by default, seen from the root of a system: lib64, usr/lib and Debian's
// lib/x86_64-linux-gnu (ld.so(8); Debian policy 9.1.1, multiarch).
bool is_system_directory(std::string_view directory) {
  if (directory.starts_with("usr/")) directory.remove_prefix(4);
  for (const std::string_view name : {"lib", "lib64", "lib32"}) {
    if (directory == name) return true;
  }
  return directory.starts_with("lib/") && directory.find("-linux-gnu") != std::string_view::npos &&
         directory.find('/', 4) == std::string_view::npos;
}

constexpr std::size_t most_importers = 64;  // of one file, direct and indirect: more are not examined

}  // namespace

std::optional<std::string> search_directory(std::string_view path, std::string_view entry) {
  constexpr std::array<std::string_view, 4> origins{"$ORIGIN", "${ORIGIN}", "@loader_path", "@executable_path"};
  for (const std::string_view origin : origins) {
    if (!entry.starts_with(origin)) continue;
    std::string_view rest = entry.substr(origin.size());
    if (!rest.empty() && rest.front() != '/') continue;
    return text::resolve(text::parent(path), rest.substr(std::min<std::size_t>(rest.size(), 1)));
  }
  return std::nullopt;  // absolute, or relative to the working directory of the process
}

LibraryIndex::LibraryIndex(const WholeBundle& whole)
    : target_(whole.target), role_(whole.role), image_path_(directories_of_list(whole.bundle.library_path)) {
  for (const Root& root : whole.below) add(root.bundle, root.role);
  add(whole.bundle, whole.role);
  for (const Root& root : whole.above) add(root.bundle, root.role);
  for (const auto& [path, link] : links_) {
    if (has(path)) add_name(path);
  }
  for (std::size_t i = 0; i < files_.size(); ++i) {
    for (const Library& library : files_[i].image->libraries) needs_.push_back({library.name, i});
  }
  std::stable_sort(needs_.begin(), needs_.end(), [](const Need& a, const Need& b) { return a.library < b.library; });
}

void LibraryIndex::add(const Bundle& bundle, Role role) {
  const std::string mount{mount_of(role)};
  for (const Entry& entry : bundle.entries) {
    const std::string path = folded(mount + entry.path, target_);
    if (!entry.link.empty() && !entry.leaves_root && entry.link.front() != '/') {
      links_.insert_or_assign(path, folded(entry.link, target_));
    }
    const std::vector<const Artifact*> images = loaded_images({entry, target_});
    // A file that is excluded or could not be read is not judged, but it exists: it must not make a library missing.
    if (images.empty() && !entry.excluded && entry.status != Entry::Status::unreadable) continue;
    paths_.insert(path);
    add_name(path);
    for (const Artifact* image : images) {
      if (!image->identity.empty()) names_.emplace(text::file_name(image->identity));
      const std::string_view file = text::file_name(path);
      if (image->format != Format::elf) {
        named_.emplace(file, image);
        continue;
      }
      files_.push_back({path, image});
      for (const std::string& search : image->rpath) {
        if (!image->runpath.empty()) break;
        if (std::optional<std::string> directory = search_directory(path, search))
          inherited_directories_.insert(*std::move(directory));
      }
      if (!image->identity.empty()) named_.emplace(image->identity, image);
      if (file != image->identity) named_.emplace(file, image);
    }
    const std::string_view directory = text::parent(path);
    if (directory.ends_with(".libs")) wheel_library_directories_.emplace(directory);
  }
}

void LibraryIndex::add_name(std::string_view path) {
  names_.emplace(text::file_name(path));
  const std::string_view root = path.substr(0, text::archive_length(path));
  if (is_system_directory(text::parent(path.substr(root.size()))))
    root_names_.insert(std::string(root).append(text::file_name(path)));
}

bool LibraryIndex::in_own_root(std::string_view path, std::string_view library) const {
  const std::string file = mounted(path);
  return root_names_.contains(file.substr(0, text::archive_length(file)).append(library));
}

std::string LibraryIndex::mounted(std::string_view path) const {
  return folded(std::string(mount_of(role_)).append(path), target_);
}

// Empty if the path leaves the root or the links form a circle.
std::string LibraryIndex::followed(std::string path) const {
  return links_.empty() ? path : text::follow_links(std::move(path), links_, text::AboveRoot::unknown);
}

std::optional<std::string> LibraryIndex::there(std::string path) const {
  std::string file = followed(std::move(path));
  if (!paths_.contains(file)) return std::nullopt;
  return file;
}

// The directories that Windows searches: the file's own, and those that delvewheel's code adds.
std::optional<std::string> LibraryIndex::found_beside(std::string_view path, std::string_view library) const {
  if (auto file = there(beneath(text::parent(path), library))) return file;
  for (const std::string& directory : wheel_library_directories_) {
    if (auto file = there(beneath(directory, library))) return file;
  }
  return std::nullopt;
}

// If the process's file system is known, absolute paths are known too.
std::optional<std::string> LibraryIndex::found_in_search_path(const Artifact& image, std::string_view path,
                                                              std::string_view library) const {
  // A RUNPATH disables the RPATH (ld.so(8)); Mach-O has only one kind.
  for (const std::string& entry : image.runpath.empty() ? image.rpath : image.runpath) {
    const std::optional<std::string> directory =
        role_ != Role::alone && entry.starts_with('/') ? entry : search_directory(path, entry);
    if (!directory) continue;
    std::string file = followed(text::resolve(*directory, library).value_or(""));
    if (paths_.contains(file)) return file;
  }
  return std::nullopt;
}

// Lambda's LD_LIBRARY_PATH (aws-lambda-base-images, Dockerfile.*), without the directories of the system that come
// first.
std::optional<std::string> LibraryIndex::found_in_library_path(std::string_view library) const {
  constexpr std::array<std::string_view, 3> mounted{"var/task", "var/task/lib", "opt/lib"};
  constexpr std::array<std::string_view, 2> unmounted{"", "lib"};
  if (target_.runtime.empty()) return std::nullopt;
  const std::span<const std::string_view> directories =
      role_ == Role::alone ? std::span<const std::string_view>(unmounted) : mounted;
  for (const std::string_view directory : directories) {
    if (auto file = there(beneath(directory, library))) return file;
  }
  return std::nullopt;
}

std::optional<std::string> LibraryIndex::found_in_image_path(std::string_view library) const {
  for (const std::string& directory : image_path_) {
    if (auto file = there(beneath(directory, library))) return file;
  }
  return std::nullopt;
}

LibraryIndex::Located LibraryIndex::find(const Artifact& image, std::string_view given_path,
                                         std::string_view given) const {
  const std::string path = mounted(given_path);
  const std::string library = folded(given, target_);
  const auto found = [](std::string file) { return Located{Place::found, std::move(file)}; };
  const auto not_found = [&](std::string_view name) {
    return Located{names_.contains(std::string(name)) ? Place::elsewhere : Place::absent, {}};
  };
  if (image.format == Format::pe) {
    if (auto file = found_beside(path, library)) return found(*std::move(file));
    return not_found(library);
  }
  if (auto named = search_directory(path, library)) {  // @loader_path/x.dylib
    if (auto file = there(*std::move(named))) return found(*std::move(file));
    return not_found(text::file_name(library));
  }
  const bool by_rpath =
      image.format == Format::elf ? library.find('/') == std::string::npos : library.starts_with("@rpath/");
  if (by_rpath) {
    const std::string_view relative =
        image.format == Format::elf ? std::string_view(library) : std::string_view(library).substr(7);
    if (auto file = found_in_search_path(image, path, relative)) return found(*std::move(file));
    if (auto file = found_in_image_path(relative)) return found(*std::move(file));
    if (auto file = found_in_library_path(relative)) return {Place::after_system, *std::move(file)};
  }
  return not_found(text::file_name(library));
}

std::vector<const Artifact*> LibraryIndex::named(std::string_view library) const {
  std::vector<const Artifact*> images;
  for (auto [row, end] = named_.equal_range(library); row != end; ++row) images.push_back(row->second);
  return images;
}

// The files whose own search brings this one into the process.
std::vector<std::size_t> LibraryIndex::importers(const File& file) const {
  std::vector<std::size_t> found;
  const auto by_name = [](const Need& need, std::string_view name) { return need.library < name; };
  for (const std::string_view name : {text::file_name(file.path), std::string_view(file.image->identity)}) {
    for (auto need = std::lower_bound(needs_.begin(), needs_.end(), name, by_name);
         need != needs_.end() && need->library == name && found.size() < most_importers; ++need) {
      const File& importer = files_[need->file];
      if (found_in_search_path(*importer.image, importer.path, name) == file.path) found.push_back(need->file);
    }
  }
  return found;
}

// glibc elf/dl-load.c, _dl_map_new_object: a loaded library with this soname is taken first. Then comes the RPATH of
// the files that load this one, unless either has a RUNPATH.
bool LibraryIndex::provides(const File& importer, const Artifact& image, std::string_view library) const {
  const std::vector<Library>& needs = importer.image->libraries;
  const bool needed =
      std::any_of(needs.begin(), needs.end(), [&](const Library& need) { return need.name == library; });
  const bool inherited = image.runpath.empty() && importer.image->runpath.empty();
  return (needed || inherited) && found_in_search_path(*importer.image, importer.path, library);
}

bool LibraryIndex::loaded_before(const Artifact& image, std::string_view path, std::string_view library) const {
  std::vector<File> queue{{mounted(path), &image}};
  std::set<std::size_t> seen;
  for (std::size_t i = 0; i < queue.size(); ++i) {
    for (const std::size_t importer : importers(File(queue[i]))) {
      if (seen.size() >= most_importers || !seen.insert(importer).second) continue;
      if (provides(files_[importer], image, library)) return true;
      queue.push_back(files_[importer]);
    }
  }
  return false;
}

// An RPATH is also used for the libraries that a file loads, and for those that they load; a RUNPATH only for the file
// itself.
bool LibraryIndex::is_reached(std::string_view library) const {
  const auto holds = [&](const std::string& directory) { return has(beneath(directory, library)); };
  if (std::any_of(inherited_directories_.begin(), inherited_directories_.end(), holds)) return true;
  const auto by_name = [](const Need& need, std::string_view name) { return need.library < name; };
  for (auto need = std::lower_bound(needs_.begin(), needs_.end(), library, by_name);
       need != needs_.end() && need->library == library; ++need) {
    const File& other = files_[need->file];
    if (found_in_search_path(*other.image, other.path, library)) return true;
  }
  return false;
}

}  // namespace platlint
