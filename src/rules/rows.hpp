// SPDX-License-Identifier: Apache-2.0
// The row of every rule, by its name: each is written beside its check.
#pragma once

#include "platlint/rule.hpp"

namespace platlint {

struct Evidence;  // rules/common.hpp: a WholeBundle, and what the stages before say of it

/// How a rule is asked. Both members are null for the rules about variants, which word the fates. Both are there if the
/// bundle decides a part of what the rule says.
struct Checks {
  /// Asked of entries that have artifacts or damage or are links that lead out. Pure; adds findings with rule,
  /// severity, message, expected, actual and slice.
  void (*check)(const Subject&, Findings&);
  /// The same for a whole bundle; its findings name their path and package themselves.
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
