// SPDX-License-Identifier: Apache-2.0
// Paths inside a bundle: '/' between parts, "!/" where a path steps into an archive (Entry::path).
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace platlint::packages {

/// Deeper than this no directory is looked at one by one, so that a hostile path costs no more than its length.
inline constexpr std::size_t max_depth = 64;

std::string_view filename(std::string_view path);  ///< "a/b" -> "b"
std::string_view parent(std::string_view path);    ///< "a/b" -> "a"; "a" -> ""
std::string_view stem(std::string_view name);      ///< "_x.cpython-312-darwin.so" -> "_x"

/// A directory as the start of its members' paths: "a" -> "a/", "" -> "".
std::string as_prefix(std::string_view directory);

/// Length of the innermost archive's prefix: "w/a.whl!/b/c" -> 9 ("w/a.whl!/"); 0 outside of archives.
std::size_t archive_length(std::string_view path);

/// The prefixes of `path` that end before a '/', innermost first, down to `floor` characters and at most `max_depth`:
/// "a/b/c" with floor 0 -> {"a/b", "a"}.
std::vector<std::string_view> ancestors(std::string_view path, std::size_t floor);

/// `relative` seen from `base` (a prefix with its '/'), "." and ".." worked off. Nothing where it is absolute or climbs
/// out of the bundle or of the archive that `base` lies in.
std::optional<std::string> resolve(std::string_view base, std::string_view relative);

/// "numpy.libs", ".libs" -> "numpy". Empty where the name does not end so, or is nothing else.
std::string_view without_suffix(std::string_view name, std::string_view suffix);

}  // namespace platlint::packages
