// SPDX-License-Identifier: Apache-2.0
// Follows links that leave the root, and adds their destinations to the bundle (--follow-links).
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "inventory/listing.hpp"

namespace platlint {

/// The place of a part of a bundle on disk.
struct Tree {
  std::string at;         ///< real path of a directory, or of a lone file that a link leads to
  std::string under;      ///< the link's path in the bundle; empty: the root
  std::size_t above = 0;  ///< the tree that holds the link; for the root: itself
  bool needs = false;     ///< the dependencies of a package in a store (needs_of_package): each is read once per bundle
};

class Trees {
 public:
  explicit Trees(const std::string& root) : all_{{root, "", 0}}, read_{root} {}

  /// The place of an item on disk.
  std::string place(const Item& item) const;

  /// Does a real path lie in the tree with this number, or in one above it?
  bool hold(const std::string& path, std::size_t tree) const;

  /// Adds the destinations of links out of the bundle to the listing, at most `most` items in all. Links in there are
  /// followed too, but a directory above the link is not entered again. Links into the system are not followed. The
  /// dependencies of a package in a store are put into the package's own node_modules.
  void follow_links(Listing& listing, std::uint64_t most);

 private:
  void follow(Listing& listing, std::size_t item, std::uint64_t most);
  void follow_directory(Listing& listing, std::size_t item, const std::string& target, std::uint64_t most);
  void add(Listing& listing, const Tree& tree, const std::vector<std::string>& known, std::uint64_t most);
  std::vector<std::string> chain(std::size_t tree) const;

  std::vector<Tree> all_;
  std::set<std::string> read_;  // real directories
};

}  // namespace platlint
