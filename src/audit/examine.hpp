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

/// What one item of a root came to: its entry, or those of an archive, and the texts of packaging metadata by path.
struct Examined {
  std::vector<Entry> entries;
  std::vector<std::pair<std::string, std::string>> metadata;
};

/// Reads one item. Pure but for the reading. Never throws for what is in the item.
Examined examine_item(const ListedRoot& root, std::size_t item, Budget& budget, const Options& options);

/// Reads one root: every entry judged, or unreadable, or known not to be native. In worker processes, where there are
/// some (Options::jobs). What is not read when the time is over is unreadable. Never throws for what is in the root.
Bundle examine(const std::string& root, const Options& options, const Deadline& deadline);
/// No more of a directory than links and what `wanted` says of a path.
Bundle examine_part(const std::string& root, const std::function<bool(std::string_view path)>& wanted,
                    const Options& options, const Deadline& deadline);
Bundle examine(const Memory& root, const Options& options, const Deadline& deadline);

}  // namespace platlint
