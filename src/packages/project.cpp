// SPDX-License-Identifier: Apache-2.0
// A package.json that no installer put there: docs.npmjs.com, package.json, "name" and "private".
#include "packages/node.hpp"
#include "packages/text.hpp"
#include "text/path.hpp"

namespace platlint::packages {

std::optional<Package> NodeProjects::project_of(std::string_view path) {
  const auto archive = text::archive_length(path);
  auto above = text::ancestors(path, archive == 0 ? 0 : archive - 2);
  if (archive == 0) above.push_back({});
  std::optional<Package> project;
  std::size_t asked = 0;
  for (; asked < above.size() && !project; ++asked) {
    const auto known = found_.find(above[asked]);
    project = known == found_.end() ? read(above[asked]) : known->second;
    if (known != found_.end()) break;
  }
  for (std::size_t i = 0; i < asked; ++i) found_.emplace(above[i], project);
  return project;
}

/// A package with node_modules beside its package.json, or with "private", is somebody's own project; an editor's
/// extension belongs to its packer.
std::optional<Package> NodeProjects::read(std::string_view directory) const {
  const auto prefix = text::as_prefix(directory);
  const auto text = tree_.text(prefix + "package.json");
  if (text.empty()) return std::nullopt;
  const auto members = json_members(text).value_or(Members{});
  Package package;
  package.name = first(members, "name");
  if (!is_node_name(package.name)) return std::nullopt;
  package.version = ascii_line(first(members, "version"));
  package.ecosystem = Ecosystem::node;
  package.path = directory;
  const auto [begin, end] = tree_.below(prefix + "node_modules/");
  const bool extension = directory == "extension" && !tree_.text("extension.vsixmanifest").empty();
  package.local_project = begin != end || extension || first(members, "private") == "true";
  return package;
}

}  // namespace platlint::packages
