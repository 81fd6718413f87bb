// SPDX-License-Identifier: Apache-2.0
// The rule table has one row per rule. The man page, the reports and the tests all read this row.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "platlint/api.hpp"
#include "platlint/deployment.hpp"
#include "platlint/entry.hpp"
#include "platlint/finding.hpp"

namespace platlint {

using Findings = std::vector<Finding>;

/// The subject of a rule's findings. It decides what becomes of them if the file is not loaded.
enum class About : std::uint8_t {
  platform,  ///< a file for another platform; harmless if the target has its own
  version,   ///< a file for this platform that needs a later release than the target's
  file,      ///< another property of one file
  several,   ///< several files together: if there is a path, it is the path of the first
  damage,    ///< a broken file
  unread,    ///< content that was not read to its end, and may be anything
  contents,  ///< the members of an archive that was not read
};

/// The kind of fix for a rule's findings, which also says who can make it.
enum class FixedBy : std::uint8_t {
  another_build,   ///< the installer: a file for the target
  another_python,  ///< the installer: a file for the target's Python
  library,         ///< whoever supplies what the file needs
  copy,            ///< whoever makes the bundle: files instead of links
  line,            ///< the rule's own line
  nothing,
};

struct Remedy {
  FixedBy by;
  /// FixedBy::line: what to do, with the finding's own {file}, {expected}, {actual} and {package}. FixedBy::nothing:
  /// why. Otherwise empty: advice writes the text for the package and the target.
  std::string_view text;
};

/// A row names every member: no member has a default that a new rule could forget.
struct Rule {
  std::string_view name;       ///< kebab-case, names the problem; public, never reused, never renamed
  Severity severity;           ///< the highest that it reports
  std::string_view summary;    ///< one line
  std::string_view why;        ///< how the loader reacts
  std::string_view reference;  ///< the source for it
  About about;
  Remedy fix;
};

/// Why an entry that may hold native code was not opened: "a tar archive, which is not opened". Empty: it was opened,
/// or it holds no native code.
PLATLINT_API std::string unread(const Entry& entry);

/// Every rule, sorted by name.
PLATLINT_API std::span<const Rule* const> rules();

/// The findings of all rules for a bundle, with path and package, in the order of entries and then of the table. Rules
/// whose highest severity is below `least` are not called.
PLATLINT_API Findings check(const WholeBundle& bundle, Severity least = Severity::note);

}  // namespace platlint
