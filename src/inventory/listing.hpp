// SPDX-License-Identifier: Apache-2.0
// Lists a directory and everything below it, before any file is read.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "inventory/source.hpp"

namespace platlint {

struct Item {
  std::string path;  ///< relative to the root
  Listed::Kind kind = Listed::Kind::other;
  std::optional<std::string> damage = {};  ///< a directory that cannot be listed: the reason
  std::size_t tree = 0;                    ///< the tree that holds it (Trees); 0: the root
  bool followed = false;                   ///< a link that was replaced by the files of its directory
};

struct Listing {
  std::vector<Item> items;             ///< sorted by path (bytewise)
  std::optional<std::string> failure;  ///< why there are more items than these; then the items are the same each time
};

/// Lists `root` with this number of threads, all of which have ended when it returns. Directories in there whose paths
/// are in `known` are left out. Throws Unreadable if the root itself cannot be listed.
Listing list_below(const std::string& root, std::uint64_t most_items, unsigned threads,
                   const std::vector<std::string>& known = {});

}  // namespace platlint
