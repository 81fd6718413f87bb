// SPDX-License-Identifier: Apache-2.0
// Who an entry belongs to, who installed it, and whether it was built here.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platlint/api.hpp"
#include "platlint/entry.hpp"

namespace platlint {

enum class Ecosystem : std::uint8_t { python, node, java, ruby, dotnet, elixir, other };

struct Package {
  std::string name;     ///< as its metadata writes it
  std::string version;  ///< empty: not known
  Ecosystem ecosystem = Ecosystem::other;
  std::string installer;          ///< "uv", "pip", "npm", ...; empty: not known
  std::vector<std::string> tags;  ///< `Tag:` lines of WHEEL
  bool built_locally = false;     ///< built from source by the installer, not downloaded
  bool perhaps_built = false;     ///< not known, but its wheel's tag is what a build leaves: "linux_x86_64"
  std::string evidence;           ///< what says so: "uv_build.json", "tag linux_x86_64"
  bool local_project = false;     ///< the user's own source tree (direct_url.json with dir_info)
  /// Directory of its metadata, relative to the root ("numpy-2.2.6.dist-info", "node_modules/sharp"); without metadata
  /// where it lies ("lib/python3.12/site-packages/numpy", "wheels/x-1-py3-none-any.whl").
  std::string path;
  bool by_address = false;  ///< required by path or URL (direct_url.json), not by name from an index
  /// Node: what to ask the installer for, where it chooses the binaries by platform: "sharp" for "@img/sharp-linux-x64"
  /// and for sharp itself. Empty: not split by platform.
  std::string request;
  /// Node: "os", "cpu" and "libc" of its package.json, as they stand there ("linux", "!win32"); empty: not said.
  std::vector<std::string> systems, processors, libcs;
  bool required = false;  ///< Node: among the "dependencies" of another package, not the optional ones alone
  /// Node: the bundle does not work without it: not only optional dependencies lead to it.
  bool needed = true;
  std::vector<std::string> optional;  ///< Node: the names in its optionalDependencies
  /// Node: what builds or fetches an addon when it is installed: "node-gyp rebuild"; empty: nothing.
  std::string builds;
  bool program = false;     ///< Node: it is started, not required, and nothing says that it has an addon
  bool incomplete = false;  ///< Node: files that its package.json names are not there: a bundler took what it needs
  std::string group;        ///< Java: the groupId of its pom.properties; empty: not known
  /// The platform that its file name or manifest says it is for, as written there: the classifier of a jar
  /// ("linux-x86_64"), TargetPlatform of an editor's extension; empty: none.
  std::string claim;
  std::size_t modules = 0;       ///< Python: compiled modules that its RECORD lists and no source code stands in for
  std::size_t modules_here = 0;  ///< and those of them that are in the bundle
};

/// The packages of one bundle, sorted by name then path, and which of them owns each entry.
struct Ownership {
  std::vector<Package> packages;
  std::vector<std::optional<std::size_t>> owner;  ///< parallel to Bundle::entries; an index into `packages`
};

/// Is this the path of a file whose text is kept: `find_packages` reads it, or it says which distribution an image is.
PLATLINT_API bool is_metadata(std::string_view path);

PLATLINT_API Ownership find_packages(const Bundle& bundle);

PLATLINT_API std::string_view name(Ecosystem ecosystem);  ///< "python"

}  // namespace platlint
