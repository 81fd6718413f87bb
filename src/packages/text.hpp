// SPDX-License-Identifier: Apache-2.0
// What packaging metadata is written in: header lines, names, JSON. Anyone may have written it, so every reader here
// takes any bytes, stops at a bound, and yields nothing rather than a guess.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace platlint::packages {

/// One line for a person: trimmed, 200 characters at most, what is not printable ASCII as '?'.
std::string printable(std::string_view text);

/// The values of a header ("Tag") before the first empty line, 1000 at most. Header names have no case: METADATA and
/// WHEEL are in the format of email headers (PyPA specifications, core metadata and binary distribution format).
std::vector<std::string> headers(std::string_view text, std::string_view name);

/// The lines that hold something, 1000 at most; one longer than 200 characters is left out.
std::vector<std::string> lines(std::string_view text);

/// Letters, digits, ".", "_", "-", the ends a letter or a digit (PyPA specification, names and normalization): safe in
/// a command line as well.
bool is_distribution_name(std::string_view name);

/// "name" or "@scope/name" of the characters that npm allows, in either case, and no leading "." or "-".
bool is_node_name(std::string_view name);

/// The members of the JSON object that a text is. A string is one value, an array gives its strings, an object its
/// keys, `true` gives "true"; other values are empty. Of package.json's "scripts" and "bin" each string is a member of
/// its own: "scripts.install". Nothing where the text is no object or is nested deeper than 100.
using Members = std::map<std::string, std::vector<std::string>, std::less<>>;
std::optional<Members> json_members(std::string_view text);

/// The first value of a member, or "".
std::string first(const Members& members, std::string_view name);

}  // namespace platlint::packages
