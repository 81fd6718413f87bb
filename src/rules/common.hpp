// SPDX-License-Identifier: Apache-2.0
// What several rules ask of an image and a target.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "alternatives/fates.hpp"
#include "loader/library_index.hpp"
#include "loader/loadable.hpp"
#include "platlint/rule.hpp"
#include "rules/rows.hpp"

namespace platlint {

/// find_target for a name that need not be a platform's; nothing where it is none. Never looks at the environment.
std::optional<Target> known_target(std::string_view name);

/// Has any rule anything to say of it? Most of a bundle is text.
bool concerns_rules(const Entry& entry);

/// What a rule looks at that must see the whole bundle.
struct Evidence : WholeBundle {
  const LibraryIndex& libraries;
  const std::vector<Family>& families;
  const Fates& fates;
};

/// `check` where the families are known: they are the same for every target.
Findings check(const WholeBundle& whole, const std::vector<Family>& families, Severity least);

/// What the rules say of each of these entries by itself, and of the variants among them: `check` without the other
/// rules that see the whole bundle.
Findings check_entries(const WholeBundle& whole, const Fates& fates, const std::vector<std::size_t>& entries,
                       Severity least);

/// Stands behind the message about a file that has a fallback.
constexpr std::string_view fallback_words = "; the code that loads it works without it";

Finding finding(const Rule& rule, Severity severity, std::string message, std::string expected, std::string actual);

/// One of an image, which in a fat file has a name.
Finding of_image(Finding finding, const Subject& subject, const Artifact& image);

/// What a file needs and does not find.
struct Lacking {
  std::size_t entry;
  Finding finding;
};

/// Adds them, placed. An error about a file that its package may do without is a warning.
void report_lacks(const WholeBundle& whole, std::vector<Lacking> lacks, Findings& findings);

/// One of an entry. A note where another root hides the file, but for what was not read, or concerns several.
Finding placed(Finding finding, const WholeBundle& whole, std::size_t entry);

}  // namespace platlint
