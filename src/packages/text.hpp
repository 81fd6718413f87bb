// SPDX-License-Identifier: Apache-2.0
// Reads the formats of packaging metadata: header lines, names, JSON. Anyone may have written it. So every reader here
// accepts any bytes, stops at a limit, and returns nothing rather than a guess.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace platlint::packages {

/// One line for a person: trimmed, at most 200 characters, with '?' for everything that is not printable ASCII.
std::string ascii_line(std::string_view text);

/// The values of a header ("Tag") before the first empty line, at most 1000. Header names have no case: METADATA and
/// WHEEL use the format of email headers (PyPA specifications, core metadata and binary distribution format).
std::vector<std::string> headers(std::string_view text, std::string_view name);

/// The lines that are not empty, at most 1000; lines longer than 200 characters are left out.
std::vector<std::string> lines(std::string_view text);

/// Letters, digits, ".", "_", "-", with a letter or a digit at both ends (PyPA specification, names and normalization).
/// It is also safe in a command line.
bool is_distribution_name(std::string_view name);

/// "name" or "@scope/name" of the characters that npm allows, in either case, without a leading "." or "-".
bool is_node_name(std::string_view name);

/// The members of the JSON object in a text. A string is one value, an array gives its strings, an object its keys,
/// `true` gives "true"; other values are empty. In package.json, each string in "scripts" and "bin" is a member of its
/// own: "scripts.install". Unset if the text is not an object, or is nested deeper than 100 levels.
using Members = std::map<std::string, std::vector<std::string>, std::less<>>;
std::optional<Members> json_members(std::string_view text);

/// The first value of a member, or "".
std::string first(const Members& members, std::string_view name);

}  // namespace platlint::packages
