// SPDX-License-Identifier: Apache-2.0
// The rule table: one row a rule; the man page, the reports and the tests read the same row.
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

/// What a rule's findings are about, by what becomes of them where the file is not loaded.
enum class About : std::uint8_t {
  platform,  ///< a file for somewhere else, which is no harm where the target has its own
  version,   ///< a file for here that asks for a later release than the target's
  file,      ///< anything else of one file
  several,   ///< several files together: the path, if there is one, is that of the first
  damage,    ///< a broken file
  unread,    ///< what was not read, or not to its end, and may be anything
  contents,  ///< what an archive holds, which was not read either
};

/// What fixes what a rule finds, and so who can.
enum class FixedBy : std::uint8_t {
  another_build,   ///< the installer: a file for the target
  another_python,  ///< the installer: a file for the target's Python
  library,         ///< whoever brings what the file needs
  copy,            ///< whoever makes the bundle: files instead of links
  line,            ///< the rule's own line
  nothing,
};

struct Remedy {
  FixedBy by;
  /// FixedBy::line: what to do, with the finding's own {file}, {expected}, {actual} and {package}. FixedBy::nothing:
  /// why. Else empty: advice writes it for the package and the target.
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
};

/// Why an entry that may hold native code was not looked into, "a tar archive, which is not opened"; empty: it was, or
/// holds none.
PLATLINT_API std::string unread(const Entry& entry);

/// Every rule, sorted by name.
PLATLINT_API std::span<const Rule* const> rules();

/// What the rules say of a bundle, with path and package, in the order of entries and then of the table. Rules whose
/// gravest is below `least` are not asked.
PLATLINT_API Findings check(const WholeBundle& bundle, Severity least = Severity::note);

}  // namespace platlint
