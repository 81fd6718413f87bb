// SPDX-License-Identifier: Apache-2.0
// Versions of Python packages and their specifiers (PyPA specifications, "Version specifiers").
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace platlint::lock {

/// Numbers beyond 2^63 count as 2^63.
struct PythonVersion {
  std::uint64_t epoch = 0;
  std::vector<std::uint64_t> release;
  /// The order of the suffixes: .dev < a < b < rc < no suffix < .post; the number is beside it.
  int phase = 0;
  std::uint64_t phase_number = 0;
  std::optional<std::uint64_t> post;
  std::optional<std::uint64_t> dev;
  std::string local;
};

std::optional<PythonVersion> parse_python_version(std::string_view text);

std::strong_ordering compare(const PythonVersion& one, const PythonVersion& other);

/// Does a version satisfy ">=3.10,<4,!=3.12.*"? Poetry's "^3.9", "~3.9", "*" and "||" are read too. Unset if it is not
/// understood.
std::optional<bool> satisfies(const PythonVersion& version, std::string_view specifiers);

/// One comparison of a marker: "<" and "3.12". Unset if it is not understood.
std::optional<bool> holds(const PythonVersion& version, std::string_view comparison, std::string_view wanted);

}  // namespace platlint::lock
