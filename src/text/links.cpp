// SPDX-License-Identifier: Apache-2.0
#include "text/links.hpp"

#include <algorithm>
#include <utility>

#include "text/path.hpp"

namespace platlint::text {

std::string follow_links(std::string path, const Links& links, AboveRoot above) {
  constexpr int most_links = 40;  // then ELOOP
  std::string walked;
  int followed = 0;
  while (!path.empty()) {
    const std::size_t slash = std::min(path.find('/'), path.size());
    const std::string part = path.substr(0, slash);
    path.erase(0, std::min(slash + 1, path.size()));
    if (part.empty() || part == ".") continue;
    if (part == "..") {
      if (walked.empty() && above == AboveRoot::unknown) return {};
      walked.resize(parent(walked).size());
      continue;
    }
    std::string next = as_prefix(walked) + part;
    const auto link = links.find(next);
    if (link == links.end()) {
      walked = std::move(next);
      continue;
    }
    if (++followed > most_links) return {};
    if (link->second.starts_with('/')) walked.clear();
    path = link->second + "/" + path;
  }
  return walked;
}

}  // namespace platlint::text
