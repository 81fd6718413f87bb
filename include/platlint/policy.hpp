// SPDX-License-Identifier: Apache-2.0
// The decisions of the user: which rules may report, which files are not judged, which findings are known and do not
// count. A policy never lets an unread file pass: the audit of a bundle that has one stays incomplete.
#pragma once

#include <chrono>
#include <compare>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platlint/api.hpp"
#include "platlint/finding.hpp"

namespace platlint {

/// Waives findings that somebody has accepted. It waives those of the named rules, if package and path match.
struct Allowance {
  std::string package;             ///< glob for the package's name; empty: any
  std::string path;                ///< glob for the path, and for paths below it; empty: any
  std::vector<std::string> rules;  ///< names
  std::string reason;
  std::optional<std::chrono::year_month_day> expires;  ///< the last day on which it is valid; unset: it does not expire
  std::string origin;                                  ///< where it is written, for messages: "platlint.toml:12"
};

/// The part of a finding that a baseline keeps: enough to recognise it, and not to take another finding for it.
struct KnownFinding {
  std::string bundle;    ///< the last part of the root's path, as `bundle_name` has it
  std::string platform;  ///< of the target
  std::string path;
  std::string slice;
  std::string rule;
  std::string package;  ///< "numpy 2.2.6"; empty: no package
  /// The actual value in that finding; empty for the whole bundle, because its size always changes
  std::string actual;

  friend auto operator<=>(const KnownFinding&, const KnownFinding&) = default;
};

struct Policy {
  std::vector<std::string> select;   ///< the rules that may report; empty: all
  std::vector<std::string> ignore;   ///< the rules that may not report, even if `select` names them
  std::vector<std::string> exclude;  ///< globs for paths: entries that are not judged
  std::vector<Allowance> allow;
  std::optional<std::vector<KnownFinding>> baseline;  ///< each row waives one finding
  std::string configuration;                          ///< the file that some of this was read from; for reports
  bool record = false;                                ///< put every error and warning that is left into the baseline
  std::chrono::year_month_day today{};                ///< compared with `expires`; zero: nothing has expired
};

/// A finding that does not count, and who waived it.
struct WaivedFinding {
  Finding finding;
  std::optional<std::size_t> allowance;  ///< index into `Policy::allow`; unset: the baseline waived it
  std::string reason;                    ///< of the allowance
};

/// The effect of the policy, so that no finding disappears without a word.
struct PolicyOutcome {
  std::vector<WaivedFinding> waived;  ///< in the order of findings
  std::vector<std::size_t> matched;   ///< parallel to `Policy::allow`: how many findings each matches, expired or not
  /// Rows of the baseline for these bundles that match no finding any more; sorted
  std::vector<KnownFinding> gone;
  std::size_t elsewhere = 0;           ///< rows of the baseline for other bundles, or another platform
  std::vector<KnownFinding> recorded;  ///< the baseline of this audit, if `Policy::record` is set; sorted
  std::string configuration;           ///< as in Policy
  std::size_t ignored = 0;             ///< findings of rules that the user ignores
};

/// Did it expire before today?
PLATLINT_API bool has_expired(const Allowance& allowance, std::chrono::year_month_day today);

/// Does a glob match this path or a directory above it? `*` and `?` stop at '/', `**` does not; `[a-z]`, `[!a-z]`,
/// `\*`. A glob starts at the root. If it matches a directory or an archive, it covers everything below. Throws Error
/// if a glob is empty or has an open `[`.
PLATLINT_API bool covers(std::string_view glob, std::string_view path);

/// The name of a root's bundle in a baseline: "function.zip" for "dist/function.zip", wherever it lies.
PLATLINT_API std::string bundle_name(std::string_view root);

/// The text of a baseline: JSON, sorted, one line per finding. The same findings give the same bytes.
PLATLINT_API std::string baseline_text(std::vector<KnownFinding> findings);

/// Reads the output of `baseline_text`. Throws Error for anything else. A baseline of platlint 0.1 is refused too: it
/// did not name its bundle, so it would waive findings of any bundle.
PLATLINT_API std::vector<KnownFinding> parse_baseline(std::string_view text);

}  // namespace platlint
