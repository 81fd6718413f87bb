// SPDX-License-Identifier: Apache-2.0
// package-lock.json (docs.npmjs.com, "package-lock.json"). Its `packages` are places in node_modules. A dependency is
// the nearest package with its name, as Node.js resolves it ("Loading from node_modules folders").
#include <string>
#include <unordered_map>
#include <utility>

#include "lock/readers.hpp"
#include "platlint/error.hpp"

namespace platlint::lock {

namespace {

constexpr std::string_view folder = "node_modules/";

// "node_modules/a/node_modules/@b/c" -> "@b/c"; for a project's own folder, the name in it.
std::string_view package_name(std::string_view path, const Value& table) {
  const std::string_view said = text_of(table, "name");
  if (!said.empty()) return said;
  const std::size_t at = path.rfind(folder);
  return at == std::string_view::npos ? path : path.substr(at + folder.size());
}

class NpmReader {
 public:
  explicit NpmReader(const Value& packages) {
    for (const Member& row : packages.members) {
      if (row.value.kind != Value::Kind::table) continue;
      places_.insert_or_assign(row.key, lock_.packages.size());
      tables_.push_back(&row);
      lock_.packages.push_back(package(row));
    }
  }

  NodeLock read() {
    for (std::size_t i = 0; i < tables_.size(); ++i) {
      const Member& row = *tables_[i];
      NodePackage& package = lock_.packages[i];
      if (package.is_project || is_true(row.value, "link")) lock_.roots.push_back(i);
      add_edges(package.edges, row, "dependencies", false);
      add_edges(package.edges, row, "optionalDependencies", true);
      add_peers(package.edges, row);
      if (package.is_project) add_edges(package.development, row, "devDependencies", false);
      if (is_true(row.value, "link")) add_link(package, row);
    }
    return std::move(lock_);
  }

 private:
  static NodePackage package(const Member& row) {
    const Value& table = row.value;
    NodePackage package;
    package.name = package_name(row.key, table);
    package.version = text_of(table, "version");
    package.systems = texts_of(member(table, "os"));
    package.processors = texts_of(member(table, "cpu"));
    package.libcs = texts_of(member(table, "libc"));
    package.has_script = is_true(table, "hasInstallScript");
    const bool is_inside = row.key.find(folder) != row.key.rfind(folder);
    package.is_bundled = is_inside && is_true(table, "inBundle");
    package.is_project = row.key.find(folder) == std::string_view::npos || is_true(table, "link");
    return package;
  }

  void add_edges(std::vector<NodeEdge>& edges, const Member& row, std::string_view kind, bool optional) const {
    for (const Member& wanted : member(row.value, kind).members)
      edges.push_back({wanted.key, resolve(row.key, wanted.key), optional});
  }

  // npm installs the peers too, except those that may be missing.
  void add_peers(std::vector<NodeEdge>& edges, const Member& row) const {
    const Value& meta = member(row.value, "peerDependenciesMeta");
    for (const Member& wanted : member(row.value, "peerDependencies").members) {
      if (is_true(member(meta, wanted.key), "optional")) continue;
      const std::optional<std::size_t> to = resolve(row.key, wanted.key);
      if (to) edges.push_back({wanted.key, to, false});
    }
  }

  void add_link(NodePackage& package, const Member& row) const {
    const auto found = places_.find(text_of(row.value, "resolved"));
    if (found != places_.end()) package.edges.push_back({package.name, found->second, false});
  }

  std::optional<std::size_t> resolve(std::string_view from, std::string_view name) const {
    std::string place;
    for (int steps = 0; steps < 64; ++steps) {
      place.assign(from);
      if (!place.empty()) place += '/';
      place += folder;
      place += name;
      const auto found = places_.find(place);
      if (found != places_.end()) return found->second;
      if (from.empty()) break;
      const std::size_t at = from.rfind(folder);
      const std::size_t slash = from.rfind('/', at == std::string_view::npos ? from.size() : at);
      from = at == 0 || slash == std::string_view::npos ? std::string_view{}
             : at == std::string_view::npos             ? from.substr(0, slash)
                                                        : from.substr(0, at - 1);
    }
    return std::nullopt;
  }

  NodeLock lock_;
  std::vector<const Member*> tables_;
  std::unordered_map<std::string_view, std::size_t> places_;
};

}  // namespace

NodeLock read_npm(const Document& document) {
  const std::string_view version = text_of(document.root, "lockfileVersion");
  if (version != "2" && version != "3")
    throw Error("lockfileVersion " + (version.empty() ? "1" : std::string(version)) +
                " is not read, only 2 and 3: npm install --package-lock-only --lockfile-version 3 makes it new");
  return NpmReader(member(document.root, "packages")).read();
}

}  // namespace platlint::lock
