// SPDX-License-Identifier: Apache-2.0
// Where a path leads through symbolic links (path_resolution(7)).
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>

namespace platlint::text {

/// Symbolic links: where each stands, and what stands in it.
using Links = std::map<std::string, std::string, std::less<>>;

/// Where ".." leads in the root. The root of a system is its own parent; what lies above a bundle is not known.
enum class AboveRoot : std::uint8_t { root, unknown };

/// Where a path leads: links are followed when they are met, and ".." goes up from where they led.
/// Empty: to what is not known, or round in a circle.
std::string follow_links(std::string path, const Links& links, AboveRoot above);

}  // namespace platlint::text
