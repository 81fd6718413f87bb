// SPDX-License-Identifier: Apache-2.0
// The rule table: one row a rule; the man page, the reports and the tests read the same row.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "platlint/artifact.hpp"
#include "platlint/entry.hpp"
#include "platlint/finding.hpp"
#include "platlint/package.hpp"
#include "platlint/target.hpp"

namespace platlint {

/// What a rule looks at: one entry, who owns it, and the target. The images are those of one file, in file order.
struct Subject {
  const Entry& entry;
  const Target& target;
  const Package* package = nullptr;  ///< null: nobody's
};

class LibraryIndex;  // rules/library_index.hpp
namespace packages {
struct Family;  // packages/variants.hpp
}

/// What a root is to its target.
enum class Role : std::uint8_t {
  alone,     ///< a bundle of its own
  layer,     ///< AWS Lambda: unpacked into /opt, over the layers before it
  function,  ///< AWS Lambda: unpacked into /var/task
};

std::string_view name(Role role);  ///< "layer"

struct Root {
  const Bundle& bundle;
  const Ownership& ownership;
  Role role = Role::alone;
};

/// What a rule looks at that must see the whole bundle.
struct WholeBundle {
  const Bundle& bundle;
  const Ownership& ownership;
  const Target& target;
  Role role = Role::alone;
  std::vector<Root> below = {};             ///< roots of the same process that this one lies over, lowest first
  std::vector<Root> above = {};             ///< and those that lie over this one
  const LibraryIndex* libraries = nullptr;  ///< built by `check`
  const std::vector<packages::Family>* families = nullptr;  ///< built by `check` where null; the same for every target

  const std::set<std::size_t>* unused = nullptr;  ///< entries that nothing loads here; found by `check`

  bool is_unused(std::size_t entry) const { return unused != nullptr && unused->contains(entry); }

  Subject subject(std::size_t entry) const {
    const std::optional<std::size_t> owner = ownership.owner[entry];
    return {bundle.entries[entry], target, owner ? &ownership.packages[*owner] : nullptr};
  }
};

using Findings = std::vector<Finding>;

/// What a rule's findings are about, by what becomes of them where the file is not loaded.
enum class About : std::uint8_t {
  platform,  ///< a file for somewhere else, which is no harm where the target has its own
  version,   ///< a file for here that asks for a later release than the target's
  file,      ///< anything else of one file
  several,   ///< several files together: the path, if there is one, is that of the first
  damage,    ///< a broken file
  unread,    ///< what was not read, and may be anything
};

/// What mends what a rule finds, and so who can.
enum class Mend : std::uint8_t {
  another_build,   ///< the installer: a file for the target
  another_python,  ///< the installer: a file for the target's Python
  library,         ///< whoever brings what the file needs
  copy,            ///< whoever makes the bundle: files instead of links
  line,            ///< the rule's own line
  nothing,
};

struct Remedy {
  Mend by;
  /// Mend::line: what to do, with the finding's own {file}, {expected}, {actual} and {package}. Mend::nothing: why.
  /// Else empty: advice writes it for the package and the target.
  std::string_view text;
};

/// A row names every member: none has a default that a new rule could forget.
struct Rule {
  std::string_view name;       ///< kebab-case, names the problem; public, never reused, never renamed
  Severity severity;           ///< the gravest it reports
  std::string_view summary;    ///< one line
  std::string_view why;        ///< what the loader does about it
  std::string_view reference;  ///< where that is written
  About about;
  Remedy fix;
  /// Asked of entries that have artifacts or damage or are links that lead out. Pure; adds findings with rule,
  /// severity, message, expected, actual and slice. Null: see check_bundle. Both are null for the rules about variants,
  /// which settle what the others found; both are there where the bundle decides a part of what the rule says.
  void (*check)(const Subject&, Findings&);
  /// The same for a whole bundle; its findings name their path and package themselves. Null: see check.
  void (*check_bundle)(const WholeBundle&, Findings&);
};

/// Why an entry that may hold native code was not looked into, "a tar archive, which is not opened"; empty: it was, or
/// holds none.
std::string unread(const Entry& entry);

/// Every rule, sorted by name.
std::span<const Rule* const> rules();

/// What the rules say of a bundle, with path and package, in the order of entries and then of the table. Rules whose
/// gravest is below `least` are not asked.
Findings check(const WholeBundle& bundle, Severity least = Severity::note);

}  // namespace platlint
