// SPDX-License-Identifier: Apache-2.0
// Symbol versions of the C and C++ runtime, and which of them are numbers.
#pragma once

#include <array>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "platlint/target.hpp"

namespace platlint::target {

/// The newest number of GLIBC, GLIBCXX, CXXABI, GCC, ZLIB and LIBATOMIC, in this order; unset if a library has none or
/// does not exist.
using NewestVersions = std::array<std::optional<Version>, 6>;

/// Each is the higher or the lower of the two.
NewestVersions higher_of(const NewestVersions& a, const NewestVersions& b);
NewestVersions lower_of(const NewestVersions& a, const NewestVersions& b);

/// Also has the names that are not numbers, if libraries with those versions have them on that processor. If there are
/// fewer than six numbers, the others are not known, and have no row.
std::vector<SymbolVersions> symbol_versions(std::span<const std::optional<Version>> newest, Architecture architecture);

/// "GLIBC" and "ABI_DT_RELR": a version's prefix ends at the first underscore.
struct VersionName {
  std::string_view prefix;
  std::string_view rest;
};
VersionName split_version_name(std::string_view name);

/// The number of a version, "2.34" of GLIBC_2.34; unset if it is a name.
std::optional<Version> symbol_number(std::string_view rest);

/// Is "GLIBC_2.34" in a set? Unknown if no row has its prefix, and for a name that is in no table here.
Provision find_version(const std::vector<SymbolVersions>& rows, std::string_view name);

}  // namespace platlint::target
