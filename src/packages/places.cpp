// SPDX-License-Identifier: Apache-2.0
// Sources: the import system's suffixes of extension modules (importlib.machinery.EXTENSION_SUFFIXES, PEP 3149); Lambda
// layers keep Python code below "python/" (AWS, "Packaging your layer content"); auditwheel and delvewheel put
// libraries into NAME.libs beside the package.
#include "packages/places.hpp"

#include <algorithm>

#include "packages/text.hpp"
#include "text/path.hpp"

namespace platlint::packages {
namespace {

bool is_python_source(std::string_view name) {
  return name.ends_with(".py") || name.ends_with(".pyc") || name.ends_with(".pyi");
}

/// "_x.cpython-312-darwin.so", "_x.abi3.so", "_x.cp312-win_amd64.pyd": a name that only a Python module has.
bool is_extension_module(std::string_view name) {
  if (name.ends_with(".pyd")) return true;
  if (!name.ends_with(".so")) return false;
  for (const std::string_view mark : {".cpython-", ".abi3.", ".abi3t.", ".pypy", ".graalpy"}) {
    if (name.find(mark) != std::string_view::npos) return true;
  }
  return false;
}

bool is_site_name(std::string_view name) {
  return name == "site-packages" || name == "dist-packages";
}

Package placed(Ecosystem ecosystem, std::string_view name, std::string_view path) {
  Package package;
  package.ecosystem = ecosystem;
  package.name = ascii_line(name);
  package.path = path;
  return package;
}

/// The outermost archive, or the first directory.
std::optional<Package> first_directory(std::string_view path) {
  if (const auto step = text::first_step(path)) {
    return placed(Ecosystem::other, text::file_name(step->archive), step->archive);
  }
  const auto slash = path.find('/');
  if (slash == std::string_view::npos || slash == 0) return std::nullopt;
  return placed(Ecosystem::other, path.substr(0, slash), path.substr(0, slash));
}

}  // namespace

std::optional<Package> Places::package_of(std::string_view path) {
  const auto archive = text::archive_length(path);
  const auto container = archive == 0 ? std::string_view{tree_.bundle().root} : path.substr(0, archive - 2);
  if (container.ends_with(".whl")) {
    auto package = wheel_package(container);
    if (archive == 0) package.path = text::file_name(container);
    return package;
  }
  const auto site = site_length(path);
  if (auto module = python_module(path, site)) return module;
  if (auto project = projects_.project_of(path)) return project;
  if (!site || *site == 0) {
    if (auto vendored = vendored_module(path)) return vendored;
    return first_directory(path);
  }
  const auto slash = path.find('/', *site);
  if (slash == std::string_view::npos) return std::nullopt;
  return placed(Ecosystem::other, path.substr(*site, slash - *site), path.substr(0, slash));
}

/// Length of the prefix that Python code is imported from around a path.
std::optional<std::size_t> Places::site_length(std::string_view path) const {
  const auto archive = text::archive_length(path);
  for (const auto directory : text::ancestors(path, archive == 0 ? 0 : archive - 2)) {
    if (is_site_name(text::file_name(directory)) || sites_.count(path.substr(0, directory.size() + 1)) > 0) {
      return directory.size() + 1;
    }
  }
  return archive == 0 && sites_.count(std::string_view{}) > 0 ? std::optional<std::size_t>{0} : std::nullopt;
}

std::optional<Package> Places::python_module(std::string_view path, std::optional<std::size_t> site) {
  auto start = site.value_or(text::archive_length(path));
  if (!site && path.substr(start).starts_with("python/")) start += std::string_view{"python/"}.size();
  const auto slash = path.find('/', start);
  if (slash == std::string_view::npos) {
    const auto file = path.substr(start);
    const bool module = is_extension_module(file) || (site && file.ends_with(".so") && !file.starts_with("lib"));
    const auto name = text::stem(file);
    if (!module || name.empty()) return std::nullopt;
    return placed(Ecosystem::python, name, path.substr(0, start + name.size()));
  }
  const auto directory = path.substr(0, slash);
  if (const auto libs = text::without_suffix(directory.substr(start), ".libs"); !libs.empty()) {
    return placed(Ecosystem::python, libs, path.substr(0, start + libs.size()));
  }
  if (!is_import_package(directory)) return std::nullopt;
  return placed(Ecosystem::python, directory.substr(start), directory);
}

/// A copy of a Python package deeper in the tree, without its metadata: pex carries itself below ".bootstrap", tools
/// their vendored pip and setuptools, Jython its library. Returns the outermost of the packages around it.
std::optional<Package> Places::vendored_module(std::string_view path) {
  if (text::parent(path) != last_directory_ || last_directory_.empty()) {
    last_directory_ = text::parent(path);
    last_vendored_ = {};
    for (const auto directory : text::ancestors(path, text::archive_length(path))) {
      const bool package = tree_.find(text::as_prefix(directory) + "__init__.py").has_value();
      if (package) last_vendored_ = directory;
      if (!package && !last_vendored_.empty()) break;
    }
  }
  if (last_vendored_.empty()) return std::nullopt;
  return placed(Ecosystem::python, text::file_name(last_vendored_), last_vendored_);
}

/// Does a top-level directory hold Python code? Sources directly in it, or an extension module anywhere below.
bool Places::is_import_package(std::string_view directory) {
  const auto [known, added] = import_packages_.emplace(directory, false);
  if (!added) return known->second;
  const auto [first, last] = tree_.below(text::as_prefix(directory));
  for (auto entry = first; entry < last && !known->second; ++entry) {
    const auto path = tree_.path(entry);
    const auto name = text::file_name(path);
    known->second = is_extension_module(name) || (is_python_source(name) && text::parent(path) == directory);
  }
  return known->second;
}

}  // namespace platlint::packages
