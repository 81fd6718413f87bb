// SPDX-License-Identifier: Apache-2.0
// A lock file, asked for a platform: which of its packages have nothing ready for it, and will be built from source?
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

enum class Format : std::uint8_t { uv, pylock, poetry, npm, pnpm };

std::string_view name(Format format);  ///< "uv.lock"

/// What of a project is installed beside what it cannot do without.
struct Choice {
  std::vector<std::string> extras;  ///< "*": all
  std::vector<std::string> groups;
  bool dev = true;                           ///< the groups that the installer takes if nothing is said
  std::vector<std::string> defaults{"dev"};  ///< which uv takes then; "*": all
  std::string python = {};                   ///< "3.11.7": as it was said, perhaps with the patch
};

/// Where an installer gets a package.
enum class Origin : std::uint8_t {
  index,    ///< files that the lock names
  project,  ///< the project itself and its workspace
  other,    ///< git, a directory, an address: as its maker left it
};

/// A Python package as it stands in a lock.
struct Locked {
  std::string name;
  std::string version;
  Origin origin = Origin::index;
  std::string from;                      ///< of `other`: "git", "directory", "address"
  std::vector<std::string_view> wheels;  ///< file names
  bool has_source = false;               ///< a source distribution
};

struct MarkerEnvironment;

struct PythonLock {
  std::vector<Locked> packages;
  std::string requires_python;  ///< empty: not said
  /// Those that are installed, by their number in `packages`. Throws Error where the lock is not for such a target.
  std::function<std::vector<std::size_t>(const Choice&, const MarkerEnvironment&)> select;
};

struct NodeEdge {
  std::string_view name;
  std::optional<std::size_t> to;  ///< nothing: the lock does not have it
  bool optional = false;
};

/// A Node package as it stands in a lock.
struct NodePackage {
  std::string_view name;
  std::string_view version;
  std::vector<std::string_view> systems, processors, libcs;  ///< "os", "cpu" and "libc"; empty: not said
  bool has_script = false;                                   ///< it runs something when it is installed
  bool is_project = false;                                   ///< the project or one of its workspace
  bool is_bundled = false;                                   ///< it comes inside the package that it stands in
  std::vector<NodeEdge> edges;
  std::vector<NodeEdge> development;  ///< of a project
};

struct NodeLock {
  std::vector<NodePackage> packages;
  std::vector<std::size_t> roots;
};

/// A file that was read. Exactly one of the two is there.
struct Lock {
  std::string file;
  Format format = Format::uv;
  std::shared_ptr<const Document> document;  ///< owns what the others view
  std::optional<PythonLock> python;
  std::optional<NodeLock> node;
};

/// Reads a lock file; its name says which kind it is. Throws Error: one line with the name of the file.
Lock read_lock(const std::string& file, std::string text);

/// What a package has for the target.
enum class Supply : std::uint8_t {
  ready,       ///< a wheel; of Node: nothing that depends on the platform, or its part
  source,      ///< it is built from source
  nothing,     ///< neither: the installer fails, or what it installs does not load
  not_judged,  ///< the project itself, or not from an index
};

std::string_view name(Supply supply);  ///< "ready"

struct Item {
  std::string name;
  std::string version;
  Supply supply = Supply::ready;
  std::string file;  ///< the wheel, or the package with the platform's part; of `not_judged` why: "git"
};

struct LockFix {
  std::string summary;
  std::vector<std::string> arguments;  ///< of the installer
  std::string platform;                ///< the nearest platform with something ready; empty: none
  std::string python;                  ///< the nearest Python with something ready; empty: it is not the Python
  std::string release;                 ///< of the package, in the same lock, with something ready; empty: none
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
  std::vector<Item> items;            ///< what is installed, by name and version
  std::vector<LockFinding> findings;  ///< in the order of the items
  std::string floor;                  ///< the newest release that a chosen wheel asks for, where the target states none
};

/// Throws Error where the lock cannot answer: no Python is said, the lock is for another.
LockAnswer answer(const Lock& lock, const Target& target, const Choice& choice);

struct LockReport {
  std::string file;
  Format format = Format::uv;
  std::vector<LockAnswer> answers;
};

bool has_errors(const LockReport& report);

struct TextStyle {
  bool verbose = false;
  bool quiet = false;
};

/// Lines for a person. Names are as the lock has them: not yet safe for a terminal.
std::vector<std::string> lock_lines(const LockReport& report, const TextStyle& style);

/// As lock.schema.json says.
std::string lock_json(const LockReport& report);

}  // namespace platlint::lock
