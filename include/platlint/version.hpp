// SPDX-License-Identifier: Apache-2.0
// Version numbers, in the order that loaders use, and this program's own version.
#pragma once

#include <compare>
#include <optional>
#include <string>
#include <string_view>

#include "platlint/api.hpp"

namespace platlint {

/// A dotted number of up to three parts: glibc 2.17, GLIBCXX 3.4.24, macOS 10.13, Android API 24. Missing parts are 0,
/// so 13 == 13.0: no loader that platlint imitates treats them differently.
struct Version {
  int major = 0;
  int minor = 0;
  int patch = 0;

  friend auto operator<=>(const Version&, const Version&) = default;
};

/// "2.17", "10.13.6": at least two parts; the third only if it is not 0.
PLATLINT_API std::string to_string(const Version& version);

/// Reads "2", "2.17" or "2.17.1". Returns nothing for other text (a sign, a letter, a fourth part, a part above
/// 999999).
PLATLINT_API std::optional<Version> parse_version(std::string_view text);

/// This program's version, "1.2.3".
PLATLINT_API std::string_view program_version();

/// The version of the LIEF that was compiled in, "0.12.3".
PLATLINT_API std::string_view lief_version();

}  // namespace platlint
