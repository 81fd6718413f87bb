// SPDX-License-Identifier: Apache-2.0
// What the user has decided: which rules may report, what is not judged, which findings are known and do not count.
// Nothing of it makes an unread file pass: the audit of a bundle with one stays incomplete.
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

/// Findings that somebody answers for. Those of the rules named, where package and path agree.
struct Allowance {
  std::string package;             ///< glob over the package's name; empty: any
  std::string path;                ///< glob over the path, also of what lies below it; empty: any
  std::vector<std::string> rules;  ///< names
  std::string reason;
  std::optional<std::chrono::year_month_day> expires;  ///< the last day on which it holds; nothing: it holds for good
  std::string origin;                                  ///< where it is written, for messages: "platlint.toml:12"
};

/// What a baseline keeps of a finding: what it takes to know it again, and to take no other one for it.
struct KnownFinding {
  std::string bundle;    ///< the last part of the root's path, as `bundle_name` has it
  std::string platform;  ///< of the target
  std::string path;
  std::string slice;
  std::string rule;
  std::string package;  ///< "numpy 2.2.6"; empty: nobody's
  std::string actual;   ///< what was found there; empty for the whole bundle, whose size is never the same

  friend auto operator<=>(const KnownFinding&, const KnownFinding&) = default;
};

struct Policy {
  std::vector<std::string> select;   ///< the rules that may report; empty: all
  std::vector<std::string> ignore;   ///< the rules that may not, whatever `select` says
  std::vector<std::string> exclude;  ///< globs over paths: entries that are not judged
  std::vector<Allowance> allow;
  std::optional<std::vector<KnownFinding>> baseline;  ///< each row stands for one finding
  std::string configuration;                          ///< the file that some of this was read from; for reports
  bool record = false;                                ///< take every error and warning that is left into the baseline
  std::chrono::year_month_day today{};                ///< what `expires` is held against; zero: nothing has expired
};

/// A finding that does not count, and by whose word.
struct WaivedFinding {
  Finding finding;
  std::optional<std::size_t> allowance;  ///< index into `Policy::allow`; nothing: by the baseline
  std::string reason;                    ///< of the allowance
};

/// What the policy did, so that nothing goes in silence.
struct PolicyOutcome {
  std::vector<WaivedFinding> waived;   ///< in the order of findings
  std::vector<std::size_t> matched;    ///< parallel to `Policy::allow`: how many findings it names, expired or not
  std::vector<KnownFinding> gone;      ///< rows of the baseline for these bundles that were not found; sorted
  std::size_t elsewhere = 0;           ///< rows of the baseline for other bundles, or another platform
  std::vector<KnownFinding> recorded;  ///< the baseline of this audit, where `Policy::record`; sorted
  std::string configuration;           ///< as in Policy
  std::size_t ignored = 0;             ///< findings of rules that may not report
};

/// Has it been of no effect since yesterday or earlier?
PLATLINT_API bool has_expired(const Allowance& allowance, std::chrono::year_month_day today);

/// Does a glob name this path or something above it? `*` and `?` stop at '/', `**` does not; `[a-z]`, `[!a-z]`, `\*`.
/// A glob starts at the root; one that matches a directory or an archive takes what lies below. Throws Error for a glob
/// that is empty or has an open `[`.
PLATLINT_API bool covers(std::string_view glob, std::string_view path);

/// What a baseline calls the bundle of a root: "function.zip" of "dist/function.zip", wherever that lies.
PLATLINT_API std::string bundle_name(std::string_view root);

/// The text of a baseline: JSON, sorted, a line a finding. The same findings give the same bytes.
PLATLINT_API std::string baseline_text(std::vector<KnownFinding> findings);

/// Reads what `baseline_text` wrote. Throws Error for anything else, also for a baseline of platlint 0.1, which did not
/// name its bundle: it would excuse any.
PLATLINT_API std::vector<KnownFinding> parse_baseline(std::string_view text);

}  // namespace platlint
