// SPDX-License-Identifier: Apache-2.0
// poetry.lock (poetry src/poetry/packages/locker.py). Since lock-version 2.1 a package says for which groups and under
// which marker it is installed. Before, only the dependencies of packages have markers, and the project's own
// requirements are not in the lock. So a package is left out only if others need it, and none of them needs it on the
// target.
#include <algorithm>
#include <map>
#include <utility>

#include "lock/readers.hpp"
#include "lock/wheel.hpp"
#include "platlint/error.hpp"
#include "text/words.hpp"

namespace platlint::lock {

namespace {

using Kind = Value::Kind;

void add_file(Locked& package, std::string_view name) {
  if (name.ends_with(".whl")) {
    package.wheels.push_back(name);
  } else if (!name.empty()) {
    package.has_source = true;
  }
}

Locked poetry_package(const Value& table) {
  Locked package;
  package.name = text_of(table, "name");
  package.version = text_of(table, "version");
  for (const Value& file : member(table, "files").items) add_file(package, text_of(file, "file"));
  const std::string_view type = text_of(member(table, "source"), "type");
  if (type == "git" || type == "directory" || (type == "url" && package.wheels.empty())) {
    package.source = PackageSource::other;
    package.from = type == "git" ? "git" : type == "url" ? "an address" : "a directory";
  }
  return package;
}

// Before 2.0 the files of all packages are together at the end; those of several versions of a package are in one list.
void add_files(PythonLock& lock, const Value& files) {
  std::map<std::string_view, const Value*> by_name;
  for (const Member& row : files.members) by_name[row.key] = &row.value;
  for (Locked& package : lock.packages) {
    const auto found = by_name.find(package.name);
    if (found == by_name.end() || package.has_source || !package.wheels.empty()) continue;
    for (const Value& file : found->second->items) add_file(package, text_of(file, "file"));
  }
}

class PoetrySelection {
 public:
  PoetrySelection(const Value& root, const Choice& choice, MarkerEnvironment environment)
      : root_(root), choice_(choice), environment_(std::move(environment)), packages_(member(root, "package").items) {
    read_extras();
  }

  std::vector<std::size_t> select() {
    std::vector<std::size_t> found;
    const std::vector<bool> wanted = reached();
    for (std::size_t i = 0; i < packages_.size(); ++i) {
      if (wanted[i] && is_wanted(packages_[i])) found.push_back(i);
    }
    return found;
  }

 private:
  void read_extras() {
    const Value& extras = member(root_, "extras");
    for (const std::string& word : choice_.extras) {
      bool known = word == "*";
      for (const Member& row : extras.members) {
        if (word != "*" && text::normalised_name(row.key) != text::normalised_name(word)) continue;
        known = true;
        environment_.extras.insert(text::normalised_name(row.key));
        for (const std::string_view name : texts_of(row.value)) extra_packages_.insert(text::normalised_name(name));
      }
      if (!known) throw Error("the lock has no extra '" + word + "'");
    }
  }

  bool has_groups(const Value& table) const { return member(table, "groups").kind == Kind::list; }

  // The lock does not say which groups are optional. All count, or with --no-dev only the named ones.
  bool is_chosen(std::string_view group) const {
    if (choice_.dev || group == "main") return true;
    return std::any_of(choice_.groups.begin(), choice_.groups.end(), [&](const std::string& word) {
      return word == "*" || text::normalised_name(word) == text::normalised_name(group);
    });
  }

  bool is_wanted(const Value& table) const {
    if (!has_groups(table)) {
      if (!choice_.dev && text_of(table, "category") == "dev") return false;
      return !is_true(table, "optional") || extra_packages_.count(text::normalised_name(text_of(table, "name"))) != 0;
    }
    const Value& markers = member(table, "markers");
    const std::vector<std::string_view> groups = texts_of(member(table, "groups"));
    return std::any_of(groups.begin(), groups.end(), [&](std::string_view group) {
      return is_chosen(group) &&
             holds(markers.kind == Kind::table ? text_of(markers, group) : markers.text, environment_);
    });
  }

  // Without groups: does any package that is installed on the target need this one?
  std::vector<bool> reached() {
    std::vector<bool> wanted(packages_.size(), true);
    if (std::any_of(packages_.begin(), packages_.end(), [&](const Value& table) { return has_groups(table); }))
      return wanted;
    const std::map<std::string, std::vector<Asker>> askers = find_askers();
    constexpr int most_rounds = 1000;  // no honest lock has so long a chain of dependencies
    bool changed = true;
    for (int round = 0; changed && round < most_rounds; ++round) {
      changed = false;
      for (std::size_t i = 0; i < packages_.size(); ++i) {
        const auto found = askers.find(text::normalised_name(text_of(packages_[i], "name")));
        if (!wanted[i] || found == askers.end()) continue;
        const bool is_asked = std::any_of(found->second.begin(), found->second.end(),
                                          [&](const Asker& asker) { return asker.holds && wanted[asker.package]; });
        if (is_asked) continue;
        wanted[i] = false;
        changed = true;
      }
    }
    return wanted;
  }

  struct Asker {
    std::size_t package;
    bool holds;
  };

  std::map<std::string, std::vector<Asker>> find_askers() const {
    MarkerEnvironment environment = environment_;
    environment.extras = {"*"};  // the packages' own extras are not known
    std::map<std::string, std::vector<Asker>> askers;
    for (std::size_t i = 0; i < packages_.size(); ++i) {
      for (const Member& row : member(packages_[i], "dependencies").members) {
        const Value& value = row.value;
        const auto holds_one = [&](const Value& one) { return holds(text_of(one, "markers"), environment); };
        const bool any = value.kind == Kind::list ? std::any_of(value.items.begin(), value.items.end(), holds_one)
                                                  : holds_one(value);
        askers[text::normalised_name(row.key)].push_back({i, any});
      }
    }
    return askers;
  }

  const Value& root_;
  const Choice& choice_;
  MarkerEnvironment environment_;
  const std::vector<Value>& packages_;
  std::set<std::string> extra_packages_;
};

}  // namespace

PythonLock read_poetry(std::shared_ptr<const Document> document) {
  const Value& metadata = member(document->root, "metadata");
  const std::string_view version = text_of(metadata, "lock-version");
  if (!version.starts_with("1.1") && !version.starts_with("2."))
    throw Error("lock-version '" + std::string(version) + "' of poetry.lock is not known, only 1.1 and 2.x");
  PythonLock lock;
  lock.requires_python = text_of(metadata, "python-versions");
  for (const Value& table : member(document->root, "package").items) lock.packages.push_back(poetry_package(table));
  const Value& files = member(metadata, "files");
  if (files.kind == Kind::table) add_files(lock, files);
  lock.select = [document](const Choice& choice, const MarkerEnvironment& environment) {
    return PoetrySelection(document->root, choice, environment).select();
  };
  return lock;
}

}  // namespace platlint::lock
