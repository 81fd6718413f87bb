// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "audit/deadline.hpp"
#include "inventory/inventory.hpp"
#include "platlint/audit.hpp"

namespace platlint {

/// The result of one item of a root: its entry, or the entries of an archive, and the texts of packaging metadata by
/// path.
struct Examined {
  std::vector<Entry> entries;
  std::vector<std::pair<std::string, std::string>> metadata;
};

/// Reads one item. Apart from reading it is pure. It never throws because of the contents of the item.
Examined examine_item(const ListedRoot& root, std::size_t item, Budget& budget, const Options& options);

/// Reads one root: every entry is judged, or unreadable, or known not to be native. If there are worker processes
/// (Options::jobs), they read. Entries that are not read in time are unreadable. It never throws because of the
/// contents of the root.
Bundle examine(const std::string& root, const Options& options, const Deadline& deadline);
/// Reads only a part of a directory: its links, and the paths that `wanted` accepts.
Bundle examine_part(const std::string& root, const std::function<bool(std::string_view path)>& wanted,
                    const Options& options, const Deadline& deadline);
Bundle examine(const Memory& root, const Options& options, const Deadline& deadline);

}  // namespace platlint
