// SPDX-License-Identifier: Apache-2.0
// Follows a path through symbolic links (path_resolution(7)).
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>

namespace platlint::text {

/// Symbolic links: the place of each, and the path that it holds.
using Links = std::map<std::string, std::string, std::less<>>;

/// The directory that ".." leads to in the root. The root of a system is its own parent; the parent of a bundle is not
/// known.
enum class AboveRoot : std::uint8_t { root, unknown };

/// The path that this path leads to. Links are followed when they are met, and ".." goes up from the place that they
/// led to. Empty if it leads to an unknown place, or round in a circle.
std::string follow_links(std::string path, const Links& links, AboveRoot above);

}  // namespace platlint::text
