// SPDX-License-Identifier: Apache-2.0
// Decides which entries a Python distribution owns: first those in its RECORD. Then it takes files that lie among those
// and are in no RECORD, because install scripts and byte compilers write files later.
#include <algorithm>
#include <array>
#include <map>

#include "packages/python.hpp"
#include "packages/record.hpp"
#include "packages/text.hpp"
#include "text/path.hpp"
#include "text/words.hpp"

namespace platlint::packages {
namespace {

constexpr auto nobody = static_cast<std::size_t>(-1);

/// Directories that every distribution writes into (the install scheme's scripts, data and headers). In a --target tree
/// they lie beside the packages, so a neighbour in them says nothing.
bool is_shared(std::string_view top_level) {
  constexpr std::array<std::string_view, 10> shared = {"bin", "Scripts", "share", "include", "Include",
                                                       "lib", "lib64",   "etc",   "man",     "__pycache__"};
  return std::find(shared.begin(), shared.end(), top_level) != shared.end();
}

/// Is it an extension module by its name, and not a library that a repair tool put beside it?
bool is_compiled(std::string_view path) {
  if (path.starts_with("../") || path.find(".libs/") != std::string_view::npos) return false;
  return path.ends_with(".pyd") || path.ends_with(".abi3.so") ||
         (path.ends_with(".so") && text::file_name(path).find(".cpython-") != std::string_view::npos);
}

std::string_view first_part(std::string_view path) {
  return path.substr(0, path.find('/'));
}

class Claims {
 public:
  Claims(const Tree& tree, Ownership& ownership) : tree_(tree), ownership_(ownership), exact_(tree.size()) {}

  void take(const Distribution& distribution);
  void finish();
  Sites sites() const;

 private:
  struct Site {
    std::map<std::string, std::size_t, std::less<>> names;  ///< normalised name of a distribution -> package
    std::size_t whole = nobody;                             ///< an egg or wheel: owns everything
  };

  bool is_brought_along(const Distribution& distribution) const;
  void take_record(const Distribution& distribution, std::size_t package);
  void count_module(const Distribution& distribution, const std::string& path, Package& package);
  void take_row(const Distribution& distribution, const RecordRow& row, std::size_t package);
  std::optional<std::size_t> entry_of(const Distribution& distribution, const std::string& path);
  std::optional<std::size_t> find(std::string_view path);
  void mark(std::string_view directory, std::size_t package);
  void mark_directories();
  std::optional<std::size_t> owner_by_place(std::string_view path) const;
  std::optional<std::size_t> neighbour(std::string_view path, std::size_t base) const;
  static std::optional<std::size_t> namesake(const Site& site, std::string_view path);

  std::optional<std::size_t> owner_of(std::string_view path) const {
    const auto entry = tree_.find(path);
    return entry ? ownership_.owner[*entry] : std::nullopt;
  }
  std::string base_of(std::size_t package) const {
    return text::as_prefix(text::parent(ownership_.packages[package].path));
  }

  const Tree& tree_;
  Ownership& ownership_;
  std::vector<bool> exact_;                            ///< claimed with exactly the entry's size
  std::size_t next_ = 0;                               ///< the entry after the last one that was found
  std::map<std::string, Site, std::less<>> sites_;     ///< by prefix
  std::map<std::string_view, std::size_t> directory_;  ///< the package whose files lie in it; nobody: several packages
};

/// Does a distribution nearer to the root own its metadata, or the archive around it? Then it is a part of that
/// distribution, which the user installed and must install again.
bool Claims::is_brought_along(const Distribution& distribution) const {
  const std::string_view base = distribution.base;
  for (auto step = text::last_step(base); step; step = text::last_step(step->archive)) {
    if (owner_of(step->archive)) return true;
  }
  const auto& path = distribution.package.path;
  for (const auto& file : {path + "/METADATA", path + "/RECORD", path + "/PKG-INFO", path}) {
    const auto owner = owner_of(file);
    if (owner && base_of(*owner).size() < base.size()) return true;
  }
  return false;
}

void Claims::take(const Distribution& distribution) {
  if (is_brought_along(distribution)) return;
  const auto package = add(ownership_, distribution.package);
  auto& site = sites_[distribution.base];
  site.names.emplace(text::normalised_name(distribution.package.name), package);
  if (distribution.owns_base && site.whole == nobody) site.whole = package;
  take_record(distribution, package);
  mark(distribution.package.path, package);
}

void Claims::take_record(const Distribution& distribution, std::size_t package) {
  RecordReader rows{distribution.record};
  bool has_code = false;
  while (const auto row = rows.next()) {
    take_row(distribution, *row, package);
    if (is_compiled(row->path)) count_module(distribution, row->path, ownership_.packages[package]);
    has_code = has_code || (row->path.ends_with(".py") && entry_of(distribution, row->path));
  }
  // A freezer (PyInstaller) leaves the metadata and takes only imported modules.
  if (!has_code) ownership_.packages[package].modules = 0;
  if (!distribution.record.empty()) return;
  for (const auto& name : distribution.top_levels) {
    const auto [first, last] = tree_.below(distribution.base + name + '/');
    if (first != last) mark(tree_.path(first).substr(0, distribution.base.size() + name.size()), package);
  }
}

/// Cython's pure mode and mypyc leave the source beside the module that they compile from it. If the module is missing,
/// Python runs that source. mypyc puts code that several modules share into NAME__mypyc.
void Claims::count_module(const Distribution& distribution, const std::string& path, Package& package) {
  const auto name = text::file_name(path);
  const auto stem = std::string{name.substr(0, name.find('.'))};
  const bool is_here = entry_of(distribution, path).has_value();
  const auto source = path.substr(0, path.size() - name.size()) + stem + ".py";
  if (!is_here && (stem.ends_with("__mypyc") || entry_of(distribution, source))) return;
  ++package.modules;
  if (is_here) ++package.modules_here;
}

/// If two RECORDs list one path, a directory was filled twice. The file belongs to the one whose size it has.
void Claims::take_row(const Distribution& distribution, const RecordRow& row, std::size_t package) {
  const auto entry = entry_of(distribution, row.path);
  if (!entry) return;
  const bool exact = row.size == tree_.bundle().entries[*entry].size;
  auto& owner = ownership_.owner[*entry];
  if (owner && (exact_[*entry] || !exact)) return;
  owner = package;
  exact_[*entry] = exact;
}

/// `pip install --target` moves the scripts, but leaves "../../bin/x" in RECORD for "bin/x" in the target. So if a path
/// leads to nothing, its ".." are left out.
std::optional<std::size_t> Claims::entry_of(const Distribution& distribution, const std::string& path) {
  if (const auto whole = text::resolve(distribution.record_base, path)) {
    if (const auto entry = find(*whole)) return entry;
  }
  std::string_view inside = path;
  while (inside.starts_with("../")) inside.remove_prefix(3);
  return inside.size() == path.size() ? std::nullopt : tree_.find(distribution.base + std::string{inside});
}

/// Installers sort the rows by path, as entries are sorted: most rows are for the entry after the one of the row
/// before.
std::optional<std::size_t> Claims::find(std::string_view path) {
  const bool is_next = next_ < tree_.size() && tree_.path(next_) == path;
  const bool is_first = next_ == 0 || tree_.path(next_ - 1) != path;
  const auto found = is_next && is_first ? std::optional{next_} : tree_.find(path);
  if (found) next_ = *found + 1;
  return found;
}

void Claims::mark(std::string_view directory, std::size_t package) {
  const auto [found, added] = directory_.emplace(directory, package);
  if (!added && found->second != package) found->second = nobody;
}

/// The directories that hold the claimed files belong to their distribution, unless several have files there.
void Claims::mark_directories() {
  std::string_view last_parent;
  std::optional<std::size_t> last_owner;
  for (std::size_t entry = 0; entry < tree_.size(); ++entry) {
    const auto owner = ownership_.owner[entry];
    if (!owner) continue;
    if (owner == last_owner && tree_.directory(entry) == last_parent)
      continue;  // entries are sorted: there are many neighbours
    last_owner = owner;
    last_parent = tree_.directory(entry);
    const auto path = tree_.path(entry);
    const auto base = base_of(*owner);
    if (!path.starts_with(base) || is_shared(first_part(path.substr(base.size())))) continue;
    for (const auto directory : text::ancestors(path, base.size())) mark(directory, *owner);
  }
}

void Claims::finish() {
  mark_directories();
  for (std::size_t entry = 0; entry < tree_.size(); ++entry) {
    auto& owner = ownership_.owner[entry];
    if (owner) continue;
    const bool again = entry > 0 && tree_.path(entry) == tree_.path(entry - 1);  // an archive may name a file twice
    owner = again ? ownership_.owner[entry - 1] : owner_by_place(tree_.path(entry));
  }
}

std::optional<std::size_t> Claims::owner_by_place(std::string_view path) const {
  const auto archive = text::archive_length(path);
  auto site = sites_.end();
  for (const auto directory : text::ancestors(path, archive == 0 ? 0 : archive - 2)) {
    site = sites_.find(path.substr(0, directory.size() + 1));
    if (site != sites_.end()) break;
  }
  if (site == sites_.end() && archive == 0) site = sites_.find(std::string_view{});
  if (site != sites_.end()) {
    if (site->second.whole != nobody) return site->second.whole;
    if (const auto found = neighbour(path, site->first.size())) return found;
    return namesake(site->second, path.substr(site->first.size()));
  }
  // If an archive is a distribution's own file, so are its members. (Archives sort before their members.)
  return archive == 0 ? std::nullopt : owner_of(path.substr(0, archive - 2));
}

std::optional<std::size_t> Claims::neighbour(std::string_view path, std::size_t base) const {
  for (const auto directory : text::ancestors(path, base)) {
    const auto found = directory_.find(directory);
    if (found != directory_.end()) return found->second == nobody ? std::nullopt : std::optional{found->second};
  }
  return std::nullopt;
}

/// "numpy/_x.so", "numpy.libs/libgfortran.so" (auditwheel, delvewheel), "numpy-2.2.6.data/scripts/f2py" and
/// "numpy.cpython-312-darwin.so" carry the name of their distribution.
std::optional<std::size_t> Claims::namesake(const Site& site, std::string_view path) {
  auto name = first_part(path);
  if (is_shared(name)) return std::nullopt;
  if (const auto data = text::without_suffix(name, ".data"); !data.empty()) {
    name = data.substr(0, data.find('-'));
  } else if (const auto libs = text::without_suffix(name, ".libs"); !libs.empty()) {
    name = libs;
  } else if (name.size() == path.size()) {
    name = text::stem(name);
  }
  const auto found = site.names.find(text::normalised_name(name));
  return found == site.names.end() ? std::nullopt : std::optional{found->second};
}

Sites Claims::sites() const {
  Sites all;
  for (const auto& [prefix, site] : sites_) all.insert(prefix);
  return all;
}

}  // namespace

Sites claim_distributions(const Tree& tree, Ownership& ownership) {
  const auto distributions = find_distributions(tree);
  if (distributions.empty()) return {};
  Claims claims{tree, ownership};
  for (const auto& distribution : distributions) claims.take(distribution);
  claims.finish();
  return claims.sites();
}

}  // namespace platlint::packages
