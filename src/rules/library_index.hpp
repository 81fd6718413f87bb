// SPDX-License-Identifier: Apache-2.0
// Where a loader looks for a needed library, and whether the bundle has it there.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "platlint/rule.hpp"

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

  /// `path` is that of the file that `image` is in.
  Place locate(const Artifact& image, std::string_view path, std::string_view library) const;

 private:
  void add(const Bundle& bundle, Role role);
  bool in_search_path(const Artifact& image, std::string_view path, std::string_view library) const;
  bool in_library_path(std::string_view library) const;
  bool has(const std::string& path) const { return paths_.contains(path); }
  bool beside(std::string_view path, std::string_view library) const;

  const Target& target_;
  const Role role_;
  /// Of loadable files and of links to them, as mounted (mount_of); lower case for Windows.
  std::set<std::string> paths_;
  std::set<std::string> names_;                      ///< their file names, sonames and install names
  std::set<std::string> wheel_library_directories_;  ///< NAME.libs, which delvewheel's code adds at import
};

/// Joins a directory and a relative path, with "." and ".." taken back; empty where that leaves the root.
std::string join(std::string_view directory, std::string_view relative);

/// The directory of a search path entry in the bundle: "$ORIGIN/../x.libs" or "@loader_path/.dylibs" as seen from
/// `path`. Nothing for a directory that is not relative to the file.
std::optional<std::string> search_directory(std::string_view path, std::string_view entry);

}  // namespace platlint
