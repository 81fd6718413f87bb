// SPDX-License-Identifier: Apache-2.0
#include "packages/tree.hpp"

#include <algorithm>
#include <utility>

namespace platlint::packages {

Tree::Tree(const Bundle& bundle) : bundle_(bundle) {
  names_.reserve(size());
  for (std::size_t entry = 0; entry < size(); ++entry) {
    names_.push_back(path(entry).rfind('/') + 1);  // npos + 1 is 0
  }
}

std::optional<std::size_t> Tree::find(std::string_view path) const {
  const auto at = first_from(path);
  return at < size() && this->path(at) == path ? std::optional{at} : std::nullopt;
}

bool Tree::exists(std::string_view path) const {
  return find(path).has_value() || bundle_.metadata.count(std::string{path}) > 0;
}

std::string_view Tree::text(std::string_view path) const {
  const auto found = bundle_.metadata.find(std::string{path});
  return found == bundle_.metadata.end() ? std::string_view{} : std::string_view{found->second};
}

std::pair<std::size_t, std::size_t> Tree::below(std::string_view prefix) const {
  const auto& entries = bundle_.entries;
  const auto first = first_from(prefix);
  const auto last = std::partition_point(entries.begin() + static_cast<std::ptrdiff_t>(first), entries.end(),
                                         [&](const Entry& entry) { return entry.path.starts_with(prefix); });
  return {first, static_cast<std::size_t>(last - entries.begin())};
}

std::size_t Tree::first_from(std::string_view path) const {
  const auto& entries = bundle_.entries;
  const auto before = [](const Entry& entry, std::string_view key) { return entry.path < key; };
  const auto first = std::lower_bound(entries.begin(), entries.end(), path, before);
  return static_cast<std::size_t>(first - entries.begin());
}

bool Tree::is_native(std::size_t entry) const {
  const auto& it = bundle_.entries[entry];
  return it.status != Entry::Status::not_native || it.damage.has_value();
}

std::size_t add(Ownership& ownership, Package package) {
  ownership.packages.push_back(std::move(package));
  return ownership.packages.size() - 1;
}

}  // namespace platlint::packages
