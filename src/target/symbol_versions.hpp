// SPDX-License-Identifier: Apache-2.0
// Symbol versions of the C and C++ runtime, and which of them are numbers.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "platlint/target.hpp"

namespace platlint::target {

/// The newest number of GLIBC, GLIBCXX, CXXABI, GCC, ZLIB and LIBATOMIC, in this order; nothing where a library has
/// none or is not there. Fewer than six: the others are not known.
using NewestVersions = std::vector<std::optional<Version>>;

/// Reads "2.17 3.4.19 1.3.7 4.8.0 1.2.5.2 -".
NewestVersions read_newest_versions(std::string_view text);

/// Each the higher or the lower of the two.
NewestVersions higher_of(const NewestVersions& a, const NewestVersions& b);
NewestVersions lower_of(const NewestVersions& a, const NewestVersions& b);

/// With the names that are no numbers and that libraries of those versions have on that processor.
std::vector<SymbolVersions> symbol_versions(const NewestVersions& newest, Architecture architecture);

/// "GLIBC" and "ABI_DT_RELR": a version's name ends its prefix at the first underscore.
struct VersionName {
  std::string_view prefix;
  std::string_view rest;
};
VersionName split_version_name(std::string_view name);

/// The number of a version, "2.34" of GLIBC_2.34; nothing where it is a name.
std::optional<Version> symbol_number(std::string_view rest);

/// Is "GLIBC_2.34" in a set? Unknown where no row has its prefix, and for a name that no table here has ever seen.
Provision find_version(const std::vector<SymbolVersions>& rows, std::string_view name);

}  // namespace platlint::target
