// SPDX-License-Identifier: Apache-2.0
// Finds the metadata of Python distributions: NAME-VERSION.dist-info (PyPA specification, recording installed
// projects), NAME.egg-info as a directory or a single file, EGG-INFO inside an egg (setuptools, "The Internal Structure
// of Python Eggs").
#include <algorithm>

#include "packages/provenance.hpp"
#include "packages/python.hpp"
#include "packages/text.hpp"
#include "text/path.hpp"
#include "text/words.hpp"

namespace platlint::packages {
namespace {

bool is_egg(std::string_view directory) {
  return directory.ends_with(".egg") || directory.ends_with(".egg!");
}

bool is_metadata_directory(std::string_view directory) {
  const auto name = text::file_name(directory);
  if (name == "EGG-INFO") return is_egg(text::parent(directory));
  return !text::without_suffix(name, ".dist-info").empty() || !text::without_suffix(name, ".egg-info").empty();
}

/// Metadata directories, and *.egg-info files outside of them.
std::set<std::string_view> places_of_metadata(const Tree& tree) {
  std::set<std::string_view> all;
  std::string_view last;  // paths are sorted: most lie in the same place as the one before
  bool inside = false;
  const auto add = [&](std::string_view path, std::string_view directory, std::string_view name) {
    if (directory != last) {
      last = directory;
      inside = is_metadata_directory(directory);
      if (inside) all.insert(directory);
    }
    if (!inside && !text::without_suffix(name, ".egg-info").empty()) all.insert(path);
  };
  for (std::size_t entry = 0; entry < tree.size(); ++entry)
    add(tree.path(entry), tree.directory(entry), tree.name(entry));
  for (const auto& [path, text] : tree.bundle().metadata) add(path, text::parent(path), text::file_name(path));
  return all;
}

/// Name and version from "numpy-2.2.6" and "Foo-1.0-py3.12-linux-x86_64". A directory's name may give only the name.
/// The result is printed and put into command lines, so text that cannot be a distribution's name is made harmless.
Package named(std::string_view stem) {
  const auto parts = text::split(stem, '-');
  Package package;
  package.ecosystem = Ecosystem::python;
  package.name = ascii_line(parts[0]);
  if (parts.size() > 1) package.version = ascii_line(parts[1]);
  return package;
}

Package named_by_metadata(std::string_view directory, std::string_view text) {
  auto stem = text::file_name(is_egg(text::parent(directory)) ? text::parent(directory) : directory);
  for (const std::string_view suffix : {".dist-info", ".egg-info", ".egg!", ".egg"}) {
    if (stem.ends_with(suffix)) stem.remove_suffix(suffix.size());
  }
  auto package = named(stem);
  const auto names = headers(text, "Name");
  const auto versions = headers(text, "Version");
  if (!names.empty() && is_distribution_name(names.front())) {
    package.name = names.front();
  }
  if (!versions.empty()) package.version = versions.front();
  package.path = directory;
  return package;
}

/// The path of the wheel whose top directory is `base`; empty: it is not in a wheel.
std::string_view wheel_around(const Tree& tree, std::string_view base) {
  if (base.ends_with(text::inside(".whl"))) return text::last_step(base)->archive;
  const std::string_view root = tree.bundle().root;
  return base.empty() && root.ends_with(".whl") ? root : std::string_view{};
}

Distribution read_dist_info(const Tree& tree, std::string_view directory) {
  const auto prefix = text::as_prefix(directory);
  Distribution found;
  found.base = text::as_prefix(text::parent(directory));
  found.record_base = found.base;
  found.record = tree.text(prefix + "RECORD");
  found.top_levels = lines(tree.text(prefix + "top_level.txt"));
  const auto wheel = wheel_around(tree, found.base);
  found.owns_base = !wheel.empty();
  found.package = named_by_metadata(directory, tree.text(prefix + "METADATA"));
  found.package.tags = headers(tree.text(prefix + "WHEEL"), "Tag");
  if (found.package.tags.empty() && found.owns_base) found.package.tags = wheel_package(wheel).tags;
  found.package = with_provenance(std::move(found.package), tree, prefix);
  return found;
}

Distribution read_egg(const Tree& tree, std::string_view directory) {
  const bool file = tree.find(directory).has_value();
  const bool egg = text::file_name(directory) == "EGG-INFO";
  const auto prefix = text::as_prefix(directory);
  Distribution found;
  found.base = text::as_prefix(text::parent(directory));
  found.owns_base = egg;
  found.package = named_by_metadata(directory, tree.text(file ? std::string{directory} : prefix + "PKG-INFO"));
  if (file) return found;
  found.record_base = prefix;  // paths in installed-files.txt are relative to its own directory: "../foo/_x.so"
  found.record = tree.text(prefix + "installed-files.txt");
  found.top_levels = lines(tree.text(prefix + "top_level.txt"));
  found.package = with_provenance(std::move(found.package), tree, prefix);
  return found;
}

}  // namespace

bool is_distribution_metadata(std::string_view path) {
  const auto name = text::file_name(path);
  const auto above = text::parent(path);
  const auto one_of = [&](std::initializer_list<std::string_view> names) {
    return std::find(names.begin(), names.end(), name) != names.end();
  };
  if (above.ends_with(".dist-info")) {
    return one_of({"RECORD", "WHEEL", "METADATA", "INSTALLER", "direct_url.json", "uv_build.json", "top_level.txt"});
  }
  if (above.ends_with(".egg-info") || text::file_name(above) == "EGG-INFO") {
    return one_of({"PKG-INFO", "installed-files.txt", "top_level.txt", "INSTALLER", "direct_url.json"});
  }
  return name.ends_with(".egg-info");
}

std::vector<Distribution> find_distributions(const Tree& tree) {
  std::vector<Distribution> found;
  for (const auto directory : places_of_metadata(tree)) {
    found.push_back(directory.ends_with(".dist-info") ? read_dist_info(tree, directory) : read_egg(tree, directory));
  }
  std::stable_sort(found.begin(), found.end(), [](const Distribution& left, const Distribution& right) {
    return left.base.size() < right.base.size();
  });
  return found;
}

Package wheel_package(std::string_view path) {
  auto stem = text::file_name(path);
  if (stem.ends_with(".whl")) stem.remove_suffix(4);
  auto package = named(stem);
  package.path = path;
  const auto parts = text::split(stem, '-');
  if (parts.size() < 5) return package;
  constexpr std::size_t max_tags = 100;
  for (const auto& python : text::split(parts[parts.size() - 3], '.')) {
    for (const auto& abi : text::split(parts[parts.size() - 2], '.')) {
      for (const auto& platform : text::split(parts[parts.size() - 1], '.')) {
        if (package.tags.size() < max_tags)
          package.tags.push_back(ascii_line(std::string{python}.append("-").append(abi).append("-").append(platform)));
      }
    }
  }
  return package;
}

}  // namespace platlint::packages
