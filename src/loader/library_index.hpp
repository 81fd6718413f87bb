// SPDX-License-Identifier: Apache-2.0
// Finds the place where a loader looks for a needed library, and whether the bundle has it there.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "platlint/deployment.hpp"
#include "text/links.hpp"

namespace platlint {

/// The libraries that the target could load from a bundle and the roots beside it: others do not count.
class LibraryIndex {
 public:
  explicit LibraryIndex(const WholeBundle& whole);

  enum class Place : std::uint8_t {
    found,         ///< in a place where the loader of this image looks first
    after_system,  ///< in a place where it looks after the system's own directories (Lambda's LD_LIBRARY_PATH)
    elsewhere,     ///< in the bundle, but only found if something else loads it first
    absent,
  };

  /// The place of a library and the file there: as mounted (mount_of), with links followed, in lower case for Windows.
  /// Empty: `elsewhere` or `absent`.
  struct Located {
    Place place;
    std::string file;
  };

  /// `path` is the path of the file that holds `image`.
  Place locate(const Artifact& image, std::string_view path, std::string_view library) const {
    return find(image, path, library).place;
  }
  Located find(const Artifact& image, std::string_view path, std::string_view library) const;

  /// Is the library already in the process when the loader needs it for `image`? It is if a file of the bundle that
  /// loads this one finds it, or if the RPATH of such a file leads to it.
  bool loaded_before(const Artifact& image, std::string_view path, std::string_view library) const;

  /// Is there an ELF file in the bundle whose search, its own or an inherited one, leads to the library? Then it may
  /// already be in the process.
  bool is_reached(std::string_view library) const;

  /// The files of the bundle with this name, which may answer a need. ELF files have their own name or the name of the
  /// file; others have the name of the file, for Windows in lower case.
  std::vector<const Artifact*> named(std::string_view library) const;

  /// Does a loader find the library without any search path, as in the root of a system? That root is the whole bundle,
  /// or the archive around the file at `path`: the paths in a distribution's package start at the root.
  bool in_own_root(std::string_view path, std::string_view library) const;

 private:
  struct File {
    std::string path;
    const Artifact* image;
  };
  struct Need {
    std::string_view library;
    std::size_t file;
  };

  void add(const Bundle& bundle, Role role);
  void add_name(std::string_view path);
  std::string mounted(std::string_view path) const;
  std::string followed(std::string path) const;
  std::optional<std::string> there(std::string path) const;
  bool has(std::string path) const { return there(std::move(path)).has_value(); }
  std::optional<std::string> found_in_search_path(const Artifact& image, std::string_view path,
                                                  std::string_view library) const;
  std::optional<std::string> found_in_library_path(std::string_view library) const;
  std::optional<std::string> found_in_image_path(std::string_view library) const;
  std::optional<std::string> found_beside(std::string_view path, std::string_view library) const;
  std::vector<std::size_t> importers(const File& file) const;
  bool provides(const File& importer, const Artifact& image, std::string_view library) const;

  const Target& target_;
  const Role role_;
  const std::vector<std::string> image_path_;  ///< the directories of the image's LD_LIBRARY_PATH
  /// Paths of loadable files, as mounted (mount_of); in lower case for Windows. The same holds for the other paths
  /// here.
  std::set<std::string> paths_;
  text::Links links_;  ///< to files and to directories: the text of each
  std::vector<File> files_;
  std::vector<Need> needs_;  ///< the needs of the ELF files among them, sorted by name
  std::multimap<std::string, const Artifact*, std::less<>> named_;
  std::set<std::string> names_;  ///< their file names, sonames and install names
  /// Those of them that lie in lib, usr/lib64 and similar directories of their root
  std::set<std::string> root_names_;
  std::set<std::string> inherited_directories_;      ///< the directories in the RPATH of an ELF file
  std::set<std::string> wheel_library_directories_;  ///< NAME.libs, which delvewheel's code adds at import
};
/// The directory of a search path entry in the bundle: "$ORIGIN/../x.libs" or "@loader_path/.dylibs" as seen from
/// `path`. Unset if the directory is not relative to the file.
std::optional<std::string> search_directory(std::string_view path, std::string_view entry);

}  // namespace platlint
