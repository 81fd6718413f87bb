// SPDX-License-Identifier: Apache-2.0
// Where a loader looks for a needed library, and whether the bundle has it there.
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

/// The libraries that the target could load of a bundle and of the roots beside it: others do not count as present.
class LibraryIndex {
 public:
  explicit LibraryIndex(const WholeBundle& whole);

  enum class Place : std::uint8_t {
    found,         ///< where the loader of this image looks first
    after_system,  ///< where it looks after the system's own directories (Lambda's LD_LIBRARY_PATH)
    elsewhere,     ///< in the bundle, but only there if something else loads it first
    absent,
  };

  /// Where a library is, and the file that it is: as mounted (mount_of), with links followed, in lower case for
  /// Windows. Empty: `elsewhere` or `absent`.
  struct Located {
    Place place;
    std::string file;
  };

  /// `path` is that of the file that `image` is in.
  Place locate(const Artifact& image, std::string_view path, std::string_view library) const {
    return find(image, path, library).place;
  }
  Located find(const Artifact& image, std::string_view path, std::string_view library) const;

  /// Is the library in the process before the loader looks for it on behalf of `image`: found by a file of the bundle
  /// that loads this one, or where such a file's RPATH leads?
  bool loaded_before(const Artifact& image, std::string_view path, std::string_view library) const;

  /// Is there an ELF file in the bundle whose search, its own or an inherited one, leads to the library? Then it may be
  /// in the process already.
  bool is_reached(std::string_view library) const;

  /// The files of the bundle that go by this name: who may answer a need. ELF files by their own name or by that of the
  /// file, others by that of the file, for Windows in lower case.
  std::vector<const Artifact*> named(std::string_view library) const;

  /// Is the library where a loader looks without any search path, as in the root of a system? That root is the whole
  /// bundle, or the archive that the file at `path` lies in: a distribution's package is made of the root's paths.
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
  std::optional<std::string> found_beside(std::string_view path, std::string_view library) const;
  std::vector<std::size_t> importers(const File& file) const;
  bool provides(const File& importer, const Artifact& image, std::string_view library) const;

  const Target& target_;
  const Role role_;
  /// Of loadable files, as mounted (mount_of); lower case for Windows. So are the other paths here.
  std::set<std::string> paths_;
  text::Links links_;  ///< to files and to directories: what stands in them
  std::vector<File> files_;
  std::vector<Need> needs_;  ///< what the ELF files among them need, sorted by name
  std::multimap<std::string, const Artifact*, std::less<>> named_;
  std::set<std::string> names_;       ///< their file names, sonames and install names
  std::set<std::string> root_names_;  ///< those of them that lie in lib, usr/lib64 and their kin, behind their root
  std::set<std::string> inherited_directories_;      ///< where the RPATH of an ELF file leads
  std::set<std::string> wheel_library_directories_;  ///< NAME.libs, which delvewheel's code adds at import
};
/// The directory of a search path entry in the bundle: "$ORIGIN/../x.libs" or "@loader_path/.dylibs" as seen from
/// `path`. Nothing for a directory that is not relative to the file.
std::optional<std::string> search_directory(std::string_view path, std::string_view entry);

}  // namespace platlint
