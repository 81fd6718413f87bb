// SPDX-License-Identifier: Apache-2.0
// Small readers and writers of names: what a user typed is never trusted to be short, printable or in range.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace platlint::target {

/// A platform's name, ready to be compared.
struct Spelling {
  std::string typed;
  std::string lower;  ///< in ASCII lower case
  std::string
      folded;  ///< lower case with '-' and '.' as '_', as wheel tags normalise sysconfig.get_platform() (PEP 425)
};

Spelling spell(std::string_view typed);

/// What `parse_number` makes of a number too large to be any version.
inline constexpr int too_large = 1'000'000;

/// Reads decimal digits and nothing else; never overflows, `too_large` stands for all that is larger.
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
