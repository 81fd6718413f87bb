// SPDX-License-Identifier: Apache-2.0
// Questions about an image and a target that several rules ask.
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

/// find_target for a name that need not be a platform's; unset if it is not. Never looks at the environment.
std::optional<Target> known_target(std::string_view name);

/// Does any rule have something to say about it? Most of a bundle is text.
bool concerns_rules(const Entry& entry);

/// The input of a rule that needs the whole bundle.
struct Evidence : WholeBundle {
  const LibraryIndex& libraries;
  const std::vector<Family>& families;
  const Fates& fates;
};

/// `check` if the families are known already: they are the same for every target.
Findings check(const WholeBundle& whole, const std::vector<Family>& families, Severity least);

/// The findings for each of these entries by itself, and for the variants among them: `check` without the other rules
/// that need the whole bundle.
Findings check_entries(const WholeBundle& whole, const Fates& fates, const std::vector<std::size_t>& entries,
                       Severity least);

/// Stands behind the message about a file that has a fallback.
constexpr std::string_view fallback_words = "; the code that loads it works without it";

Finding finding(const Rule& rule, Severity severity, std::string message, std::string expected, std::string actual);

/// A finding about an image, which has a name in a fat file.
Finding of_image(Finding finding, const Subject& subject, const Artifact& image);

/// A need of a file that is not met.
struct Lacking {
  std::size_t entry;
  Finding finding;
};

/// Adds them, placed. If a package may work without the file, an error about it becomes a warning.
void report_lacks(const WholeBundle& whole, std::vector<Lacking> lacks, Findings& findings);

/// A finding about an entry. If another root hides the file, it becomes a note, except if something was not read or if
/// it concerns several files.
Finding placed(Finding finding, const WholeBundle& whole, std::size_t entry);

}  // namespace platlint
