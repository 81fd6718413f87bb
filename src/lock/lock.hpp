// SPDX-License-Identifier: Apache-2.0
// Asks of a lock file: which of its packages have nothing ready for a platform, and will be built from source?
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "lock/value.hpp"
#include "platlint/finding.hpp"
#include "platlint/target.hpp"

namespace platlint::lock {

enum class LockFormat : std::uint8_t { uv, pylock, poetry, npm, pnpm };

std::string_view name(LockFormat format);  ///< "uv.lock"

/// The optional parts of a project to install.
struct Choice {
  std::vector<std::string> extras;  ///< "*": all
  std::vector<std::string> groups;
  bool dev = true;                           ///< the groups that the installer takes by default
  std::vector<std::string> defaults{"dev"};  ///< uv's default groups; "*": all
  std::string python = {};                   ///< "3.11.7": as the user gave it, perhaps with the patch
};

/// The place where an installer gets a package.
enum class PackageSource : std::uint8_t {
  index,    ///< files that the lock names
  project,  ///< the project itself and its workspace
  other,    ///< git, a directory, an address: as its maker left it
};

/// A Python package in a lock file.
struct Locked {
  std::string name;
  std::string version;
  PackageSource source = PackageSource::index;
  std::string from;                      ///< of `other`: "git", "directory", "address"
  std::vector<std::string_view> wheels;  ///< file names
  bool has_source = false;               ///< a source distribution
};

struct MarkerEnvironment;

struct PythonLock {
  std::vector<Locked> packages;
  std::string requires_python;  ///< empty: not said
  /// The packages to install, by their number in `packages`. Throws Error if the lock is not for such a target.
  std::function<std::vector<std::size_t>(const Choice&, const MarkerEnvironment&)> select;
};

struct NodeEdge {
  std::string_view name;
  std::optional<std::size_t> to;  ///< unset: the lock does not have it
  bool optional = false;
};

/// A Node package in a lock file.
struct NodePackage {
  std::string_view name;
  std::string_view version;
  std::vector<std::string_view> systems, processors, libcs;  ///< "os", "cpu" and "libc"; empty: not said
  bool has_script = false;                                   ///< it runs a script when it is installed
  bool is_project = false;                                   ///< the project or one of its workspace
  bool is_bundled = false;                                   ///< it is bundled inside another package
  std::vector<NodeEdge> edges;
  std::vector<NodeEdge> development;  ///< of a project
};

struct NodeLock {
  std::vector<NodePackage> packages;
  std::vector<std::size_t> roots;
};

/// A lock file after reading. Exactly one of the two is set.
struct Lock {
  std::string file;
  LockFormat format = LockFormat::uv;
  std::shared_ptr<const Document> document;  ///< owns what the others view
  std::optional<PythonLock> python;
  std::optional<NodeLock> node;
};

/// Reads a lock file; its name says which kind it is. Throws Error: one line with the name of the file.
Lock read_lock(const std::string& file, std::string text);

/// The files of a package for the target.
enum class Supply : std::uint8_t {
  ready,       ///< a wheel; for Node: nothing that depends on the platform, or the platform's part
  source,      ///< it is built from source
  nothing,     ///< neither: the installer fails, or the installed files do not load
  not_judged,  ///< the project itself, or not from an index
};

std::string_view name(Supply supply);  ///< "ready"

struct Item {
  std::string name;
  std::string version;
  Supply supply = Supply::ready;
  std::string file;  ///< the wheel, or the package with the platform's part; for `not_judged` the reason: "git"
};

struct LockFix {
  std::string summary;
  std::vector<std::string> arguments;  ///< of the installer
  std::string platform;                ///< the nearest platform with something ready; empty: there is none
  /// The nearest Python with something ready; empty: the Python is not the problem
  std::string python;
  /// A release of the package, in the same lock, with something ready; empty: there is none
  std::string release;
};

struct LockFinding {
  Severity severity = Severity::error;
  std::string package;
  std::string version;
  std::string message;
  LockFix fix;
};

/// For one target.
struct LockAnswer {
  Target target;
  std::vector<Item> items;            ///< the installed packages, by name and version
  std::vector<LockFinding> findings;  ///< in the order of the items
  std::string floor;                  ///< the newest release that a chosen wheel needs, if the target states none
};

/// Throws Error if the lock cannot answer: the Python is not given, or the lock is for another.
LockAnswer answer(const Lock& lock, const Target& target, const Choice& choice);

struct LockReport {
  std::string file;
  LockFormat format = LockFormat::uv;
  std::vector<LockAnswer> answers;
};

bool has_errors(const LockReport& report);

struct TextStyle {
  bool verbose = false;
  bool quiet = false;
};

/// Lines for a person. Names are as in the lock: not yet safe for a terminal.
std::vector<std::string> lock_lines(const LockReport& report, const TextStyle& style);

/// In the form of lock.schema.json.
std::string lock_json(const LockReport& report);

}  // namespace platlint::lock
