// SPDX-License-Identifier: Apache-2.0
// The destination of a path through symbolic links (path_resolution(7)).
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>

namespace platlint::text {

/// Symbolic links: the path of each, and its text.
using Links = std::map<std::string, std::string, std::less<>>;

/// The parent of the root. The root of a system is its own parent; the parent of a bundle is not known.
enum class AboveRoot : std::uint8_t { root, unknown };

/// The destination of a path: each link is followed when it is met, and ".." goes up from its destination. Empty: the
/// destination is not known, or the links form a circle.
std::string follow_links(std::string path, const Links& links, AboveRoot above);

}  // namespace platlint::text
