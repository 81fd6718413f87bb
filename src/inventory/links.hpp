// SPDX-License-Identifier: Apache-2.0
// Links between members of an archive. Nothing is looked up on disk.
#pragma once

#include <set>
#include <string>
#include <string_view>

namespace platlint {

/// Does a link at the member `name` lead to a name in the archive, or to a directory of one?
bool leads_inside(std::string_view name, std::string_view target, const std::set<std::string>& names);

/// The path of a member as a link at `name` would write it: "../lib/x" for "bin/y" and "lib/x".
std::string relative_to(std::string_view name, std::string_view member);

}  // namespace platlint
