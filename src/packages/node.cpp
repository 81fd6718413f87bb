// SPDX-License-Identifier: Apache-2.0
// Node has no list of a package's files: everything below its directory is its own, whatever wrote it there
// (nodejs.org/api/modules.html, "Loading from node_modules folders"; docs.npmjs.com, package.json).
#include "packages/node.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "packages/installer.hpp"
#include "packages/manifest.hpp"
#include "packages/platform_name.hpp"
#include "packages/text.hpp"
#include "text/path.hpp"

namespace platlint::packages {
namespace {

struct NodePackage {
  std::size_t index = 0;  ///< in Ownership::packages
  /// By platform: its package.json has "os" or "cpu", or has neither and its name says so
  bool chosen = false;
  std::vector<std::string> needs;  ///< names that it cannot work without
};

class NodeClaims {
 public:
  NodeClaims(const Tree& tree, Ownership& ownership) : tree_(tree), ownership_(ownership), installers_(tree) {
    const auto slash = tree.bundle().root.find_last_not_of('/');
    const auto root = std::string_view{tree.bundle().root}.substr(0, slash + 1);
    root_is_modules_ = text::file_name(root) == "node_modules" || tree.exists(".package-lock.json") ||
                       tree.exists(".modules.yaml") || tree.exists(".yarn-integrity");
  }

  void claim(bool native_only);
  void find_requests();

 private:
  const NodePackage* package_at(std::string_view directory, bool native);
  NodePackage read(std::string_view directory);
  void look_for_build(std::string_view path, Package& package) const;
  std::string asked_for(const NodePackage& package, std::size_t depth = 0) const;
  void find_needed();
  std::vector<std::string> needs_of_projects();

  const Tree& tree_;
  Ownership& ownership_;
  NodeInstallers installers_;
  bool root_is_modules_ = false;
  std::map<std::string_view, NodePackage> packages_;   ///< by directory
  std::map<std::string, std::string_view> listed_by_;  ///< an optional dependency -> the directory that asks for it
  std::map<std::string, std::string_view> names_;      ///< name -> directory
  std::set<std::string> required_;                     ///< names in the dependencies of any package
  std::set<std::string> listed_;                       ///< names in the optional ones
};

/// Directories with native code come first: they are packages whatever else they hold.
void NodeClaims::claim(bool native_only) {
  std::optional<std::string_view> last;  // paths are sorted: most lie in the same place as the one before
  const NodePackage* package = nullptr;
  for (std::size_t entry = 0; entry < tree_.size(); ++entry) {
    if (ownership_.owner[entry] || (native_only && !tree_.is_native(entry))) continue;
    if (tree_.directory(entry) != last) {
      last = tree_.directory(entry);
      package = package_at(node_directory(*last, root_is_modules_), native_only);
    }
    if (package == nullptr) continue;
    ownership_.owner[entry] = package->index;
    if (native_only) look_for_build(tree_.path(entry), ownership_.packages[package->index]);
  }
}

/// A directory without package.json (a bundler dropped it) is a package only if it holds native code.
const NodePackage* NodeClaims::package_at(std::string_view directory, bool native) {
  if (directory.empty()) return nullptr;
  auto found = packages_.find(directory);
  if (found == packages_.end()) {
    if (!native && tree_.text(std::string{directory} + "/package.json").empty()) return nullptr;
    found = packages_.emplace(directory, read(directory)).first;
  }
  return &found->second;
}

NodePackage NodeClaims::read(std::string_view directory) {
  const auto members = json_members(tree_.text(std::string{directory} + "/package.json")).value_or(Members{});
  const auto above = text::parent(directory);
  const auto in_scope = text::file_name(above).starts_with('@');
  Package package;
  package.ecosystem = Ecosystem::node;
  package.path = directory;
  package.name = first(members, "name");
  if (!is_node_name(package.name)) {
    package.name = ascii_line(in_scope ? directory.substr(above.size() - text::file_name(above).size())
                                       : text::file_name(directory));
  }
  package.version = ascii_line(first(members, "version"));
  package.installer = installers_.installer_of(directory);
  package.systems = values(members, "os");
  package.processors = values(members, "cpu");
  package.libcs = values(members, "libc");

  NodePackage result;
  result.chosen = members.count("os") > 0 || members.count("cpu") > 0 ||
                  (members.empty() && !without_platform(package.name).empty());
  package.optional = values(members, "optionalDependencies");
  result.needs = needs_of(members);
  for (const auto& name : result.needs) required_.insert(name);
  for (const std::string_view list : {"optionalDependencies", "peerDependencies", "peerDependenciesMeta"}) {
    for (auto& name : values(members, list)) listed_.insert(std::move(name));
  }
  package.builds = build_of(members, tree_.exists(std::string{directory} + "/binding.gyp"));
  package.program = package.builds.empty() && is_program(members);
  package.incomplete =
      lacks_files(members, [&](const std::string& file) { return tree_.exists(std::string{directory} + '/' + file); });
  result.index = add(ownership_, std::move(package));
  return result;
}

/// node-gyp leaves its configuration and its Makefile beside build/Release. A binary that prebuild-install or
/// node-pre-gyp downloaded into the same place has no such files.
void NodeClaims::look_for_build(std::string_view path, Package& package) const {
  const auto inside = path.substr(package.path.size() + 1);
  if (package.built_locally || !inside.starts_with("build/") || !inside.ends_with(".node")) return;
  const auto base = package.path + '/';
  for (const std::string_view trace : {"build/config.gypi", "build/Makefile"}) {
    if (tree_.exists(base + std::string{trace})) package.evidence = trace;
    if (!package.evidence.empty()) break;
  }
  const auto [first, last] = tree_.below(base + "build/Release/obj.target/");
  if (package.evidence.empty() && first != last) package.evidence = "build/Release/obj.target";
  package.built_locally = !package.evidence.empty();
}

/// Which packages are chosen by platform, and which name to request to get the right ones.
void NodeClaims::find_requests() {
  for (const auto& [directory, package] : packages_) {
    names_.emplace(ownership_.packages[package.index].name, directory);
    for (const auto& name : ownership_.packages[package.index].optional) listed_by_.emplace(name, directory);
  }
  find_needed();
  for (const auto& [directory, package] : packages_) {
    auto& found = ownership_.packages[package.index];
    found.request = asked_for(package);
    found.required = required_.count(found.name) > 0;
  }
}

/// Needed are: the dependencies of the projects around, packages that nobody lists (somebody put them there by hand),
/// and the dependencies of these.
void NodeClaims::find_needed() {
  std::vector<std::string> open = needs_of_projects();
  for (const auto& [name, directory] : names_) {
    if (required_.count(name) == 0 && listed_.count(name) == 0) open.push_back(name);
  }
  std::set<std::string> needed;
  std::multimap<std::string_view, const NodePackage*> by_name;
  for (const auto& [directory, package] : packages_) by_name.emplace(ownership_.packages[package.index].name, &package);
  while (!open.empty()) {
    const auto name = std::move(open.back());
    open.pop_back();
    if (!needed.insert(name).second) continue;
    const auto [first, last] = by_name.equal_range(name);
    for (auto it = first; it != last; ++it) open.insert(open.end(), it->second->needs.begin(), it->second->needs.end());
  }
  for (const auto& [directory, package] : packages_) {
    auto& found = ownership_.packages[package.index];
    found.needed = needed.count(found.name) > 0;
  }
}

std::vector<std::string> NodeClaims::needs_of_projects() {
  std::vector<std::string> names;
  for (const auto& [path, text] : tree_.bundle().metadata) {
    if (text::file_name(path) != "package.json" || path.find("node_modules/") != std::string::npos || root_is_modules_)
      continue;
    const auto members = json_members(text).value_or(Members{});
    for (auto& name : values(members, "optionalDependencies")) listed_.insert(std::move(name));
    auto needs = needs_of(members);
    auto development = values(members, "devDependencies");
    names.insert(names.end(), needs.begin(), needs.end());
    names.insert(names.end(), development.begin(), development.end());
  }
  return names;
}

std::string NodeClaims::asked_for(const NodePackage& package, std::size_t depth) const {
  const auto& name = ownership_.packages[package.index].name;
  if (package.chosen) {
    const auto lister = listed_by_.find(name);
    if (lister != listed_by_.end() && depth < text::max_depth) {
      const auto& above = packages_.at(lister->second);
      const auto further = asked_for(above, depth + 1);
      return further.empty() ? ownership_.packages[above.index].name : further;
    }
    return known_parent(name, [&](const std::string& other) { return names_.count(other) > 0; });
  }
  const auto by_platform = [](const std::string& other) { return !without_platform(other).empty(); };
  const auto& optional = ownership_.packages[package.index].optional;
  const bool splits = std::any_of(optional.begin(), optional.end(), by_platform);
  return splits ? name : std::string{};
}

}  // namespace

void claim_node_modules(const Tree& tree, Ownership& ownership) {
  NodeClaims claims{tree, ownership};
  claims.claim(true);
  claims.claim(false);
  claims.find_requests();
}

}  // namespace platlint::packages
