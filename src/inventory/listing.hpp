// SPDX-License-Identifier: Apache-2.0
// What lies in a directory and below it, before anything of it is read.
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
  std::optional<std::string> damage = {};  ///< a directory that cannot be listed: why
  std::size_t tree = 0;                    ///< what it lies in (Trees); 0: the root
  bool followed = false;                   ///< a link whose place the files of a directory have taken
};

struct Listing {
  std::vector<Item> items;             ///< sorted by path (bytewise)
  std::optional<std::string> failure;  ///< why there is more than these; then they are the same each time
};

/// Lists `root` by so many threads, which have ended when it returns; directories in there whose paths are among
/// `known` are left out. Throws Unreadable where the root itself cannot be listed.
Listing list_below(const std::string& root, std::uint64_t most_items, unsigned threads,
                   const std::vector<std::string>& known = {});

}  // namespace platlint
