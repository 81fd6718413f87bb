// SPDX-License-Identifier: Apache-2.0
// uv.lock (uv crates/uv-resolver/src/lock/mod.rs; the format has no specification). Each dependency says under which
// marker it is needed, and which package it means if several have its name.
#include <algorithm>
#include <deque>
#include <map>
#include <utility>

#include "lock/readers.hpp"
#include "lock/wheel.hpp"
#include "platlint/error.hpp"
#include "text/words.hpp"

namespace platlint::lock {

namespace {

using Kind = Value::Kind;

constexpr std::size_t most_of_a_name = 1000;
constexpr std::size_t nowhere = static_cast<std::size_t>(-1);

bool is_same(const Value& one, const Value& other) {
  if (one.kind != other.kind || one.text != other.text || one.members.size() != other.members.size()) return false;
  return std::equal(one.members.begin(), one.members.end(), other.members.begin(),
                    [](const auto& a, const auto& b) { return a.key == b.key && a.value.text == b.value.text; });
}

// "extra-3-app-cpu", "group-3-app-dev": the words in markers for conflicting parts of a project
// (crates/uv-resolver/src/universal_marker.rs).
std::string in_marker(std::string_view kind, std::string_view package, std::string_view name) {
  return text::normalised_name(std::string(kind) + "-" + std::to_string(package.size()) + "-" + std::string(package) +
                               "-" + std::string(name));
}

// The requested names; for "*", all names of a table.
std::vector<std::string_view> chosen(const Value& table, const std::vector<std::string>& asked) {
  std::vector<std::string_view> names;
  for (const Member& row : table.members) {
    const std::string name = text::normalised_name(row.key);
    const bool is_asked = std::any_of(asked.begin(), asked.end(), [&](const std::string& word) {
      return word == "*" || text::normalised_name(word) == name;
    });
    if (is_asked) names.push_back(row.key);
  }
  return names;
}

std::vector<std::string> groups_of(const Choice& choice) {
  std::vector<std::string> names = choice.groups;
  if (choice.dev) names.insert(names.end(), choice.defaults.begin(), choice.defaults.end());
  return names;
}

class UvLock {
 public:
  explicit UvLock(std::shared_ptr<const Document> document) : document_(std::move(document)) {
    for (const Value& package : member(document_->root, "package").items) {
      std::vector<std::size_t>& named = by_name_[text_of(package, "name")];
      if (named.size() == most_of_a_name) throw Error("more than 1000 packages of one name");
      named.push_back(tables_.size());
      tables_.push_back(&package);
    }
    for (const std::string_view name : texts_of(member(member(document_->root, "manifest"), "members")))
      members_.insert(name);
    find_roots();
  }

  std::vector<Locked> packages() const {
    std::vector<Locked> all;
    for (const Value* const table : tables_) all.push_back(locked(*table));
    return all;
  }

  std::vector<std::size_t> select(const Choice& choice, MarkerEnvironment environment) const {
    check_markers(environment);
    Walk walk{std::move(environment), {}, {}};
    const Value& manifest = member(document_->root, "manifest");
    follow(walk, member(manifest, "requirements"));
    const Value& groups = member(manifest, "dependency-groups");
    for (const std::string_view group : chosen(groups, groups_of(choice))) follow(walk, member(groups, group));
    check_names(choice);
    for (const std::size_t root : roots_) enter_project(walk, root, choice);
    while (!walk.todo.empty()) {
      const auto [package, extra] = walk.todo.front();
      walk.todo.pop_front();
      const Value& table = *tables_[package];
      follow(walk,
             extra.empty() ? member(table, "dependencies") : member(member(table, "optional-dependencies"), extra));
    }
    std::vector<std::size_t> found;
    for (const auto& [package, extra] : walk.seen) {
      if (extra.empty()) found.push_back(package);
    }
    return found;
  }

 private:
  using Place = std::pair<std::size_t, std::string_view>;  // a package and its extra; empty: itself

  struct Walk {
    MarkerEnvironment environment;
    std::set<Place> seen;
    std::deque<Place> todo;
  };

  bool is_here(const Value& source) const {
    return text_of(source, "editable") == "." || text_of(source, "virtual") == ".";
  }

  bool is_project(const Value& table) const {
    const Value& source = member(table, "source");
    const bool is_local =
        source.members.size() == 1 && (source.members[0].key == "editable" || source.members[0].key == "virtual" ||
                                       source.members[0].key == "directory");
    return is_here(source) || (is_local && members_.count(text_of(table, "name")) != 0);
  }

  // The project in the directory of the lock. If there is none, all members of the workspace, as in `uv sync`.
  void find_roots() {
    for (std::size_t i = 0; i < tables_.size(); ++i) {
      if (is_here(member(*tables_[i], "source"))) roots_.push_back(i);
    }
    if (!roots_.empty()) return;
    for (std::size_t i = 0; i < tables_.size(); ++i) {
      if (is_project(*tables_[i])) roots_.push_back(i);
    }
  }

  Locked locked(const Value& table) const {
    Locked package;
    package.name = text_of(table, "name");
    package.version = text_of(table, "version");
    const Value& wheels = member(table, "wheels");
    package.wheels.reserve(wheels.items.size());
    for (const Value& wheel : wheels.items) {
      const std::string_view url = text_of(wheel, "url");
      const std::string_view path = text_of(wheel, "path");
      package.wheels.push_back(!url.empty()    ? file_name_of(url)
                               : !path.empty() ? file_name_of(path)
                                               : text_of(wheel, "filename"));
    }
    package.has_source = member(table, "sdist").kind == Kind::table;
    const Value& source = member(table, "source");
    const std::string_view kind = source.members.empty() ? "" : source.members.front().key;
    if (kind == "registry" || !package.wheels.empty()) return package;
    package.source = is_project(table) ? PackageSource::project : PackageSource::other;
    package.from = kind == "git" ? "git" : kind == "url" ? "an address" : "a directory";
    return package;
  }

  void check_markers(const MarkerEnvironment& environment) const {
    const Value& supported = member(document_->root, "supported-markers");
    const std::vector<std::string_view> markers = texts_of(supported);
    if (!markers.empty() && std::none_of(markers.begin(), markers.end(),
                                         [&](std::string_view marker) { return holds(marker, environment); }))
      throw Error("the lock is for other platforms: its 'supported-markers' leave this one out");
  }

  void check_names(const Choice& choice) const {
    const auto check = [&](const std::vector<std::string>& asked, std::string_view table, const std::string& what) {
      for (const std::string& name : asked) {
        const bool known = name == "*" || std::any_of(roots_.begin(), roots_.end(), [&](std::size_t root) {
                             return !chosen(member(*tables_[root], table), {name}).empty();
                           });
        const Value& groups = member(member(document_->root, "manifest"), "dependency-groups");
        if (!known && (table != "dev-dependencies" || chosen(groups, {name}).empty()))
          throw Error("the lock has no " + what + " '" + name + "'");
      }
    };
    check(choice.extras, "optional-dependencies", "extra");
    check(choice.groups, "dev-dependencies", "group");
  }

  void enter_project(Walk& walk, std::size_t root, const Choice& choice) const {
    const Value& table = *tables_[root];
    const std::string_view name = text_of(table, "name");
    const Value& groups = member(table, "dev-dependencies");
    for (const std::string_view group : chosen(groups, groups_of(choice)))
      walk.environment.extras.insert(in_marker("group", name, group));
    const auto extras = chosen(member(table, "optional-dependencies"), choice.extras);
    for (const std::string_view extra : extras) walk.environment.extras.insert(in_marker("extra", name, extra));
    walk.environment.extras.insert(
        text::normalised_name("project-" + std::to_string(name.size()) + "-" + std::string(name)));
    enter(walk, root, "");
    for (const std::string_view extra : extras) enter(walk, root, extra);
    for (const std::string_view group : chosen(groups, groups_of(choice))) follow(walk, member(groups, group));
  }

  static void enter(Walk& walk, std::size_t package, std::string_view extra) {
    if (walk.seen.insert({package, extra}).second) walk.todo.push_back({package, extra});
  }

  void follow(Walk& walk, const Value& dependencies) const {
    for (const Value& dependency : dependencies.items) {
      if (!holds(text_of(dependency, "marker"), walk.environment)) continue;
      const std::size_t package = find(dependency);
      if (package == nowhere) continue;
      enter(walk, package, "");
      for (const std::string_view extra : texts_of(member(dependency, "extra"))) {
        const std::string_view name = text_of(*tables_[package], "name");
        walk.environment.extras.insert(in_marker("extra", name, extra));
        enter(walk, package, extra);
      }
    }
  }

  std::size_t find(const Value& dependency) const {
    const auto named = by_name_.find(text_of(dependency, "name"));
    if (named == by_name_.end()) return nowhere;
    const std::string_view version = text_of(dependency, "version");
    const Value& source = member(dependency, "source");
    for (const std::size_t package : named->second) {
      const bool is_version = version.empty() || version == text_of(*tables_[package], "version");
      const bool is_source = source.kind == Kind::nothing || is_same(source, member(*tables_[package], "source"));
      if (is_version && is_source) return package;
    }
    return nowhere;
  }

  std::shared_ptr<const Document> document_;
  std::vector<const Value*> tables_;
  std::map<std::string_view, std::vector<std::size_t>> by_name_;
  std::set<std::string_view> members_;
  std::vector<std::size_t> roots_;
};

}  // namespace

PythonLock read_uv(std::shared_ptr<const Document> document) {
  if (text_of(document->root, "version") != "1")
    throw Error("version '" + std::string(text_of(document->root, "version")) + "' of uv.lock is not known, only 1");
  PythonLock lock;
  lock.requires_python = text_of(document->root, "requires-python");
  const auto uv = std::make_shared<const UvLock>(std::move(document));
  lock.packages = uv->packages();
  lock.select = [uv](const Choice& choice, const MarkerEnvironment& environment) {
    return uv->select(choice, environment);
  };
  return lock;
}

}  // namespace platlint::lock
