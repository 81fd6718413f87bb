// SPDX-License-Identifier: Apache-2.0
// The package that an entry belongs to, who installed it, and whether it was built here.
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
  bool perhaps_built = false;     ///< not known, but its wheel has the tag that a local build leaves: "linux_x86_64"
  std::string evidence;           ///< the proof: "uv_build.json", "tag linux_x86_64"
  bool local_project = false;     ///< the user's own source tree (direct_url.json with dir_info)
  /// Directory of its metadata, relative to the root ("numpy-2.2.6.dist-info", "node_modules/sharp"). If there is no
  /// metadata, the place of the package ("lib/python3.12/site-packages/numpy", "wheels/x-1-py3-none-any.whl").
  std::string path;
  bool by_address = false;  ///< required by path or URL (direct_url.json), not by name from an index
  /// Node: the name to give the installer, if the package chooses its binaries by platform: "sharp" for
  /// "@img/sharp-linux-x64" and for sharp itself. Empty: not split by platform.
  std::string request;
  /// Node: "os", "cpu" and "libc" of its package.json, as written there ("linux", "!win32"); empty: not said.
  std::vector<std::string> systems, processors, libcs;
  bool required = false;  ///< Node: another package lists it in "dependencies", not only in the optional ones
  /// Node: the bundle does not work without it: more than optional dependencies lead to it.
  bool needed = true;
  std::vector<std::string> optional;  ///< Node: the names in its optionalDependencies
  /// Node: the command that builds or fetches an addon at install time: "node-gyp rebuild"; empty: no command.
  std::string builds;
  bool program = false;  ///< Node: it is run as a program, not required, and nothing says that it has an addon
  /// Node: some files that its package.json names are missing: a bundler took only what it needs
  bool incomplete = false;
  std::string group;  ///< Java: the groupId of its pom.properties; empty: not known
  /// The platform in its file name or manifest, as written there: the classifier of a jar ("linux-x86_64"),
  /// TargetPlatform of an editor's extension. Empty: it names no platform.
  std::string claim;
  std::size_t modules = 0;       ///< Python: compiled modules in its RECORD that have no source code beside them
  std::size_t modules_here = 0;  ///< the number of those that are in the bundle
};

/// The packages of one bundle, sorted by name then path, and the owner of each entry.
struct Ownership {
  std::vector<Package> packages;
  std::vector<std::optional<std::size_t>> owner;  ///< parallel to Bundle::entries; an index into `packages`
};

/// Is the text of the file with this path kept? `find_packages` reads it, or it names the distribution of an image, or
/// says what Android does with a package.
PLATLINT_API bool is_metadata(std::string_view path);

PLATLINT_API Ownership find_packages(const Bundle& bundle);

PLATLINT_API std::string_view name(Ecosystem ecosystem);  ///< "python"

}  // namespace platlint
