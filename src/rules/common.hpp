// SPDX-License-Identifier: Apache-2.0
// What several rules ask of an image and a target.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "loader/loadable.hpp"
#include "platlint/rule.hpp"
#include "rules/rows.hpp"

namespace platlint {

/// find_target for a name that need not be a platform's; nothing where it is none. Never looks at the environment.
std::optional<Target> known_target(std::string_view name);

/// Has any rule anything to say of it? Most of a bundle is text.
bool concerns_rules(const Entry& entry);

struct CheckedEntries {
  Findings findings;
  std::set<std::size_t> unused;  ///< entries that the target never loads
};

/// What the rules say of each of these entries by itself, variants settled: `check` without the rules that see the
/// whole bundle.
CheckedEntries check_entries(const WholeBundle& whole, const std::vector<std::size_t>& entries, Severity least);

Finding finding(const Rule& rule, Severity severity, std::string message, std::string expected, std::string actual);

/// One of an image, which in a fat file has a name.
Finding of_image(Finding finding, const Subject& subject, const Artifact& image);

/// One of an entry, by a rule that sees the whole bundle.
Finding placed(Finding finding, const WholeBundle& whole, std::size_t entry);

}  // namespace platlint
