// SPDX-License-Identifier: Apache-2.0
#include "inventory/links.hpp"

#include <algorithm>
#include <optional>

#include "text/path.hpp"

namespace platlint {

bool leads_inside(std::string_view name, std::string_view target, const std::set<std::string>& names) {
  if (target.empty() || target.front() == '/') return false;
  const std::optional<std::string> path = text::resolve(text::parent(name), target);
  if (!path) return false;
  const auto at_or_after = names.lower_bound(*path);
  return path->empty() ||
         (at_or_after != names.end() && (*at_or_after == *path || at_or_after->starts_with(*path + "/"))) ||
         names.contains(*path + "/");
}

std::string relative_to(std::string_view name, std::string_view member) {
  std::string path;
  for (auto parts = std::count(name.begin(), name.end(), '/'); parts > 0; --parts) path += "../";
  return path.append(member);
}

}  // namespace platlint
