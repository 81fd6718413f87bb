// SPDX-License-Identifier: Apache-2.0
// Paths inside a bundle (Entry::path): '/' between parts, "!/" where a path steps into an archive. Nobody else knows
// that mark.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace platlint::text {

/// Deeper than this no directory is looked at one by one, so that a hostile path costs no more than its length.
inline constexpr std::size_t max_depth = 64;

std::string_view file_name(std::string_view path);  ///< "a/b" -> "b"; "b" -> "b"
std::string_view parent(std::string_view path);     ///< "a/b" -> "a"; "a" -> ""
std::string_view stem(std::string_view name);       ///< "_x.cpython-312-darwin.so" -> "_x"

/// A directory as the start of its members' paths: "a" -> "a/", "" -> "".
std::string as_prefix(std::string_view directory);

/// The prefixes of `path` that end before a '/', innermost first, down to `floor` characters and at most `max_depth`:
/// "a/b/c" with floor 0 -> {"a/b", "a"}.
std::vector<std::string_view> ancestors(std::string_view path, std::size_t floor);

/// `relative` seen from a directory, with ".", ".." and empty parts worked off; "" is the root. Nothing where it is
/// absolute, or climbs out of the root or of the archive that the directory lies in.
std::optional<std::string> resolve(std::string_view directory, std::string_view relative);

/// Where a path steps into an archive.
struct Step {
  std::string_view archive;  ///< "w/a.whl" of "w/a.whl!/b/c"
  std::string_view member;   ///< "b/c"
};

std::optional<Step> first_step(std::string_view path);  ///< into the outermost archive
std::optional<Step> last_step(std::string_view path);   ///< into the innermost

/// What the paths of an archive's members begin with: "a.whl!/".
std::string inside(std::string_view archive);

/// Does a path lead into this archive?
bool is_inside(std::string_view path, std::string_view archive);

/// Is it an archive whose name ends so, or does it lie in one?
bool is_archive_or_inside(std::string_view path, std::string_view suffix);

/// Of an ancestor of a member, where it is the archive itself: "w/a.whl!" -> "w/a.whl". Nothing of a directory.
std::optional<std::string_view> archive_of(std::string_view ancestor);

/// Length of the innermost archive's prefix: "w/a.whl!/b/c" -> 9 ("w/a.whl!/"); 0 outside of archives.
std::size_t archive_length(std::string_view path);

/// "numpy.libs", ".libs" -> "numpy". Empty where the name does not end so, or is nothing else.
std::string_view without_suffix(std::string_view name, std::string_view suffix);

}  // namespace platlint::text
