// SPDX-License-Identifier: Apache-2.0
// Small readers and writers of names. A name that a user typed may be long, unprintable or out of range.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace platlint::target {

/// A platform's name, prepared for comparison.
struct Spelling {
  std::string typed;
  std::string lower;  ///< in ASCII lower case
  std::string
      folded;  ///< lower case with '-' and '.' as '_', as wheel tags normalise sysconfig.get_platform() (PEP 425)
};

Spelling spell(std::string_view typed);

/// The result of `parse_number` for a number that is too large for a version.
inline constexpr int too_large = 1'000'000;

/// Reads decimal digits and nothing else. It never overflows: every larger number gives `too_large`.
std::optional<int> parse_number(std::string_view text);

struct NumberPair {
  int first;
  int second;
};

/// Reads "2_17".
std::optional<NumberPair> parse_pair(std::string_view text);

/// The text in single quotes for a message: anything but printable ASCII as \xNN, a long one shortened.
std::string in_quotes(std::string_view text);

/// "2_17": the version as wheel tags write it.
std::string underscored(int major, int minor);

}  // namespace platlint::target
