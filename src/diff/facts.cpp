// SPDX-License-Identifier: Apache-2.0
#include "diff/facts.hpp"

#include <algorithm>

#include "diff/platforms.hpp"
#include "loader/extension_suffix.hpp"
#include "text/path.hpp"
#include "text/words.hpp"

namespace platlint::diff {

namespace {

std::string folded(const Artifact& image, std::string_view library) {
  return image.format == Format::pe ? text::lower(library) : std::string(library);
}

// The names of the files in the bundle: a library with such a name is its own, wherever it lies.
std::set<std::string> own_names(const Inventory& inventory) {
  std::set<std::string> names;
  for (const File& file : inventory.files) {
    names.insert(folded(file.image, text::file_name(file.path)));
    if (!file.image.identity.empty()) names.insert(folded(file.image, text::file_name(file.image.identity)));
  }
  return names;
}

void raise(std::map<Key, Floor>& floors, const Key& key, const Version& version, const std::string& path) {
  const auto [floor, is_new] = floors.try_emplace(key, Floor{version, path});
  if (!is_new && floor->second.version < version) floor->second = {version, path};
}

// "GLIBC_2.17" of a library that is not the bundle's own.
void raise_versions(std::map<Key, Floor>& floors, const File& file, const std::set<std::string>& own) {
  for (const VersionNeed& need : file.image.version_needs) {
    const std::size_t line = need.name.rfind('_');
    if (line == std::string::npos || line == 0 || own.contains(need.library)) continue;
    const std::optional<Version> version = parse_version(std::string_view(need.name).substr(line + 1));
    if (!version) continue;
    const std::string prefix = need.name.substr(0, line);
    raise(floors, {platform_of(file.image), prefix == "GLIBC" ? "glibc" : prefix}, *version, file.path);
  }
}

// "cp37-abi3-manylinux_2_17_x86_64" (packaging.python.org, platform compatibility tags).
std::optional<Version> abi3_python(std::string_view tag) {
  const std::vector<std::string_view> parts = text::split(tag, '-');
  if (parts.size() < 3 || parts[1] != "abi3" || !parts[0].starts_with("cp") || parts[0].size() < 4) return std::nullopt;
  const std::optional<Version> major = parse_version(parts[0].substr(2, 1));
  const std::optional<Version> minor = parse_version(parts[0].substr(3));
  if (!major || !minor || minor->minor != 0) return std::nullopt;
  return Version{major->major, minor->major, 0};
}

void raise_abi3(std::map<Key, Floor>& floors, const Inventory& inventory) {
  for (const Owner& package : inventory.packages) {
    std::optional<Version> least;
    for (const std::string& tag : package.tags) {
      const std::optional<Version> python = abi3_python(tag);
      if (python && (!least || *python < *least)) least = python;
    }
    if (least) raise(floors, {every_platform, abi3_floor}, *least, {});
  }
}

// In a fat file each image is for its own platform, but the file's bytes count once.
template <class Add>
void for_each_path(const Inventory& inventory, const Add& add) {
  std::set<std::string_view> seen;
  for (const File& file : inventory.files) {
    if (seen.insert(file.path).second) add(file);
  }
}

std::set<std::string_view> served_paths(const Inventory& inventory) {
  std::set<std::string_view> paths;
  for (const File& file : inventory.files) {
    if (!is_loaded(file) || is_for(file.image, *inventory.target)) paths.insert(file.path);
  }
  return paths;
}

void add_to(Holding& holding, const File& file) {
  ++holding.files;
  holding.bytes += file.size;
}

Key name_of(const Owner& package) {
  const bool folds = package.ecosystem == "python";
  return {package.ecosystem, folds ? text::normalised_name(package.name) : package.name};
}

}  // namespace

std::set<std::string> platforms_of(const Inventory& inventory) {
  std::set<std::string> platforms;
  for (const File& file : inventory.files) {
    if (is_loaded(file)) platforms.insert(platform_of(file.image));
  }
  return platforms;
}

std::map<Key, Floor> floors_of(const Inventory& inventory) {
  std::map<Key, Floor> floors;
  const std::set<std::string> own = own_names(inventory);
  for (const File& file : inventory.files) {
    if (!is_loaded(file)) continue;
    raise_versions(floors, file, own);
    if (file.image.minimum_system)
      raise(floors, {platform_of(file.image), "minimum OS"}, *file.image.minimum_system, file.path);
  }
  raise_abi3(floors, inventory);
  return floors;
}

std::map<Key, Asked> needs_of(const Inventory& inventory) {
  std::map<Key, Asked> needs;
  const std::set<std::string> own = own_names(inventory);
  for (const File& file : inventory.files) {
    if (!is_loaded(file)) continue;
    for (const Library& library : file.image.libraries) {
      const std::string name = folded(file.image, library.name);
      if (library.weak || own.contains(std::string(text::file_name(name)))) continue;
      needs.try_emplace({platform_of(file.image), name},
                        Asked{library.name, file.path, is_common(file.image, library.name)});
    }
  }
  return needs;
}

std::set<Key> pythons_of(const Inventory& inventory) {
  std::set<Key> pythons;
  for (const File& file : inventory.files) {
    if (!is_loaded(file)) continue;
    const std::optional<ExtensionSuffix> suffix = read_extension_suffix(file.path);
    if (!suffix || suffix->implementation != ExtensionSuffix::Implementation::cpython) continue;
    const std::string platform = platform_of(file.image);
    if (suffix->abi == ExtensionSuffix::Abi::version) {
      if (suffix->python) pythons.emplace(platform, "CPython " + to_string(*suffix->python));
    } else {
      pythons.emplace(platform, suffix->abi == ExtensionSuffix::Abi::abi3 ? "abi3" : "abi3t");
    }
  }
  return pythons;
}

std::map<Key, Foreign> foreign_of(const Inventory& inventory) {
  const std::set<std::string_view> served = inventory.target ? served_paths(inventory) : std::set<std::string_view>();
  const std::set<std::string_view> strangers(inventory.strangers.begin(), inventory.strangers.end());
  std::map<Key, Foreign> foreign;
  for_each_path(inventory, [&](const File& file) {
    if (inventory.target ? served.contains(file.path) : !strangers.contains(file.path)) return;
    const std::string package = file.package ? inventory.packages[*file.package].name : std::string();
    const std::string platform = platform_of(file.image);
    foreign.try_emplace({package.empty() ? file.path : package, platform},
                        Foreign{file.path, package, platform, file.size});
  });
  return foreign;
}

std::map<Key, Holding> holdings_of(const Inventory& inventory) {
  std::map<Key, Holding> all;
  for_each_path(inventory, [&](const File& file) {
    add_to(all[file.package ? name_of(inventory.packages[*file.package]) : Key()], file);
  });
  for (const Owner& package : inventory.packages) {
    const auto holding = all.find(name_of(package));
    if (holding == all.end() || package.version.empty()) continue;
    std::vector<std::string>& versions = holding->second.versions;
    if (std::find(versions.begin(), versions.end(), package.version) == versions.end())
      versions.push_back(package.version);
  }
  for (auto& [name, holding] : all) std::sort(holding.versions.begin(), holding.versions.end());
  return all;
}

Holding whole_of(const Inventory& inventory) {
  Holding whole;
  for_each_path(inventory, [&](const File& file) { add_to(whole, file); });
  return whole;
}

}  // namespace platlint::diff
