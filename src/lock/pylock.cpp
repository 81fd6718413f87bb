// SPDX-License-Identifier: Apache-2.0
// pylock.toml (PyPA specifications, "pylock.toml Specification"; PEP 751).
#include <algorithm>
#include <utility>

#include "lock/readers.hpp"
#include "lock/wheel.hpp"
#include "platlint/error.hpp"
#include "text/words.hpp"

namespace platlint::lock {

namespace {

std::string_view file_of(const Value& table) {
  const std::string_view name = text_of(table, "name");
  if (!name.empty()) return name;
  const std::string_view url = text_of(table, "url");
  return file_name_of(url.empty() ? text_of(table, "path") : url);
}

bool is_there(const Value& table, std::string_view key) {
  return member(table, key).kind == Value::Kind::table;
}

Locked pylock_package(const Value& table) {
  Locked package;
  package.name = text_of(table, "name");
  package.version = text_of(table, "version");
  for (const Value& wheel : member(table, "wheels").items) package.wheels.push_back(file_of(wheel));
  package.has_source = is_there(table, "sdist");
  if (is_there(table, "archive")) {
    const std::string_view file = file_of(member(table, "archive"));
    if (file.ends_with(".whl")) {
      package.wheels.push_back(file);
    } else {
      package.source = PackageSource::other;
      package.from = "an address";
    }
  }
  if (is_there(table, "vcs") || is_there(table, "directory")) {
    package.source = PackageSource::other;
    package.from = is_there(table, "vcs") ? std::string(text_of(member(table, "vcs"), "type")) : "a directory";
  }
  return package;
}

void add_names(std::set<std::string, std::less<>>& into, const Value& known, const std::vector<std::string>& asked,
               const std::string& what) {
  const std::vector<std::string_view> all = texts_of(known);
  for (const std::string& word : asked) {
    if (word == "*") {
      for (const std::string_view name : all) into.insert(text::normalised_name(name));
      continue;
    }
    const std::string wanted = text::normalised_name(word);
    if (std::none_of(all.begin(), all.end(), [&](std::string_view n) { return text::normalised_name(n) == wanted; }))
      throw Error("the lock has no " + what + " '" + word + "'");
    into.insert(wanted);
  }
}

std::vector<std::size_t> pylock_selection(const Value& root, const Choice& choice, MarkerEnvironment environment) {
  const std::vector<std::string_view> environments = texts_of(member(root, "environments"));
  if (!environments.empty() && std::none_of(environments.begin(), environments.end(),
                                            [&](std::string_view marker) { return holds(marker, environment); }))
    throw Error("the lock is for other platforms: its 'environments' leave this one out");
  add_names(environment.extras, member(root, "extras"), choice.extras, "extra");
  add_names(environment.groups, member(root, "dependency-groups"), choice.groups, "group");
  if (choice.dev) {
    for (const std::string_view name : texts_of(member(root, "default-groups")))
      environment.groups.insert(text::normalised_name(name));
  }
  std::vector<std::size_t> found;
  const std::vector<Value>& packages = member(root, "packages").items;
  for (std::size_t i = 0; i < packages.size(); ++i) {
    if (holds(text_of(packages[i], "marker"), environment)) found.push_back(i);
  }
  return found;
}

}  // namespace

PythonLock read_pylock(std::shared_ptr<const Document> document) {
  const std::string_view version = text_of(document->root, "lock-version");
  if (!version.starts_with("1.")) throw Error("lock-version '" + std::string(version) + "' is not known, only 1.x");
  PythonLock lock;
  lock.requires_python = text_of(document->root, "requires-python");
  for (const Value& table : member(document->root, "packages").items) lock.packages.push_back(pylock_package(table));
  lock.select = [document](const Choice& choice, const MarkerEnvironment& environment) {
    return pylock_selection(document->root, choice, environment);
  };
  return lock;
}

}  // namespace platlint::lock
