// SPDX-License-Identifier: Apache-2.0
// Paths inside a bundle (Entry::path): '/' between parts, and "!/" at a step into an archive. Only this file knows that
// mark.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace platlint::text {

/// No more than this many directories of a path are looked at one by one, so that a hostile path costs no more than its
/// length.
inline constexpr std::size_t max_depth = 64;

std::string_view file_name(std::string_view path);  ///< "a/b" -> "b"; "b" -> "b"
std::string_view parent(std::string_view path);     ///< "a/b" -> "a"; "a" -> ""
std::string_view stem(std::string_view name);       ///< "_x.cpython-312-darwin.so" -> "_x"

/// A directory as the start of its members' paths: "a" -> "a/", "" -> "".
std::string as_prefix(std::string_view directory);

/// The prefixes of `path` that end before a '/', innermost first, down to `floor` characters and at most `max_depth`:
/// "a/b/c" with floor 0 -> {"a/b", "a"}.
std::vector<std::string_view> ancestors(std::string_view path, std::size_t floor);

/// Resolves `relative` as seen from a directory, without ".", ".." and empty parts; "" is the root. Returns nothing if
/// it is absolute, or climbs out of the root or of the archive that holds the directory.
std::optional<std::string> resolve(std::string_view directory, std::string_view relative);

/// The place where a path steps into an archive.
struct Step {
  std::string_view archive;  ///< "w/a.whl" of "w/a.whl!/b/c"
  std::string_view member;   ///< "b/c"
};

std::optional<Step> first_step(std::string_view path);  ///< into the outermost archive
std::optional<Step> last_step(std::string_view path);   ///< into the innermost

/// The beginning of the paths of an archive's members: "a.whl!/".
std::string inside(std::string_view archive);

/// Does a path lead into this archive?
bool is_inside(std::string_view path, std::string_view archive);

/// Does the path end in an archive with this suffix, or lead into one?
bool is_archive_or_inside(std::string_view path, std::string_view suffix);

/// The archive, if this ancestor of a member is an archive: "w/a.whl!" -> "w/a.whl". Nothing for a directory.
std::optional<std::string_view> archive_of(std::string_view ancestor);

/// Length of the innermost archive's prefix: "w/a.whl!/b/c" -> 9 ("w/a.whl!/"); 0 outside of archives.
std::size_t archive_length(std::string_view path);

/// "numpy.libs", ".libs" -> "numpy". Empty if the name does not end in the suffix, or has nothing before it.
std::string_view without_suffix(std::string_view name, std::string_view suffix);

}  // namespace platlint::text
