// SPDX-License-Identifier: Apache-2.0
// The row of every rule, by its name: each is written beside its check.
#pragma once

#include "platlint/rule.hpp"

namespace platlint {

struct Evidence;  // rules/common.hpp: a WholeBundle, and the results of the stages before

/// The functions of a rule. Both are null for the rules about variants, which put the fates into words. Both are set if
/// the bundle decides a part of the finding.
struct Checks {
  /// Called for entries that have artifacts or damage, or are links that lead out. It is pure, and adds findings with
  /// rule, severity, message, expected, actual and slice.
  void (*check)(const Subject&, Findings&);
  /// The same for a whole bundle; the findings name their path and package themselves.
  void (*check_bundle)(const Evidence&, Findings&);
};

namespace rule {

#define ROW(name)         \
  extern const Rule name; \
  extern const Checks name##_checks;
#include "rules/rows.def"
#undef ROW

}  // namespace rule

}  // namespace platlint
