// SPDX-License-Identifier: Apache-2.0
// pnpm-lock.yaml of lockfileVersion 6 and 9 (pnpm lockfile/types; pnpm.io/git and its spec repository). A dependency's
// version is the rest of a package's key after its name: "1.0.0(react@18.0.0)". For an alias it is the whole key.
#include <string>
#include <unordered_map>
#include <utility>

#include "lock/readers.hpp"
#include "platlint/error.hpp"

namespace platlint::lock {

namespace {

// "@a/b@1.0.0(c@2.0.0)" -> "@a/b@1.0.0": the brackets hold the peers that it found.
std::string_view without_peers(std::string_view key) {
  return key.substr(0, key.find('('));
}

std::string_view without_slash(std::string_view key) {
  return key.starts_with('/') ? key.substr(1) : key;
}

class PnpmReader {
 public:
  explicit PnpmReader(const Document& document, bool has_snapshots)
      : root_(document.root), has_snapshots_(has_snapshots) {
    const Value& packages = member(root_, "packages");
    for (const Member& row : packages.members) tables_[without_slash(row.key)] = &row.value;
    for (const Member& row : member(root_, has_snapshots ? "snapshots" : "packages").members) {
      const std::string_view key = without_slash(row.key);
      places_.insert_or_assign(key, lock_.packages.size());
      snapshots_.push_back(&row.value);
      lock_.packages.push_back(package(key, row.value));
    }
  }

  NodeLock read() {
    for (std::size_t i = 0; i < snapshots_.size(); ++i) {
      add_edges(lock_.packages[i].edges, member(*snapshots_[i], "dependencies"), false);
      add_edges(lock_.packages[i].edges, member(*snapshots_[i], "optionalDependencies"), true);
    }
    const Value& importers = member(root_, "importers");
    if (importers.members.empty()) add_project(".", root_);  // version 6 without a workspace
    for (const Member& row : importers.members) add_project(row.key, row.value);
    return std::move(lock_);
  }

 private:
  NodePackage package(std::string_view key, const Value& snapshot) const {
    const auto found = tables_.find(has_snapshots_ ? without_peers(key) : key);
    const Value& table = found == tables_.end() ? snapshot : *found->second;
    const std::string_view id = without_peers(key);
    const std::size_t at = id.rfind('@');
    const bool has_version = at != std::string_view::npos && at != 0;
    NodePackage package;
    package.name = has_version ? id.substr(0, at) : id;
    package.version = has_version ? id.substr(at + 1) : "";
    if (const std::string_view name = text_of(table, "name"); !name.empty()) package.name = name;
    package.systems = texts_of(member(table, "os"));
    package.processors = texts_of(member(table, "cpu"));
    package.libcs = texts_of(member(table, "libc"));
    package.has_script = is_true(table, "requiresBuild");
    return package;
  }

  void add_project(std::string_view name, const Value& table) {
    NodePackage project;
    project.name = name;
    project.is_project = true;
    add_edges(project.edges, member(table, "dependencies"), false);
    add_edges(project.edges, member(table, "optionalDependencies"), true);
    add_edges(project.development, member(table, "devDependencies"), false);
    lock_.roots.push_back(lock_.packages.size());
    lock_.packages.push_back(std::move(project));
  }

  // In an importer a dependency is a table; elsewhere it is only the version.
  void add_edges(std::vector<NodeEdge>& edges, const Value& dependencies, bool optional) const {
    for (const Member& row : dependencies.members) {
      const bool is_table = row.value.kind == Value::Kind::table;
      const std::string_view version = is_table ? text_of(row.value, "version") : row.value.text;
      if (version.starts_with("link:")) continue;
      edges.push_back({row.key, find(row.key, version), optional});
    }
  }

  std::optional<std::size_t> find(std::string_view name, std::string_view version) const {
    std::string key(name);
    key += '@';
    key += version;
    auto found = places_.find(key);
    if (found == places_.end()) found = places_.find(without_slash(version));
    return found == places_.end() ? std::nullopt : std::optional(found->second);
  }

  const Value& root_;
  bool has_snapshots_;
  NodeLock lock_;
  std::vector<const Value*> snapshots_;
  std::unordered_map<std::string_view, const Value*> tables_;
  std::unordered_map<std::string_view, std::size_t> places_;
};

}  // namespace

NodeLock read_pnpm(const Document& document) {
  const std::string_view version = text_of(document.root, "lockfileVersion");
  const bool is_9 = version.starts_with("9.");
  if (!is_9 && !version.starts_with("6."))
    throw Error("lockfileVersion '" + std::string(version) +
                "' is not read, only 6 and 9: pnpm install --lockfile-only of pnpm 8 or newer makes it new");
  return PnpmReader(document, is_9).read();
}

}  // namespace platlint::lock
