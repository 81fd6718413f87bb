// SPDX-License-Identifier: Apache-2.0
// Links that leave the root, as part of the bundle: what --follow-links reads.
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "inventory/listing.hpp"

namespace platlint {

/// Where a part of a bundle lies on disk.
struct Tree {
  std::string at;         ///< real path of a directory, or of a lone file that a link leads to
  std::string under;      ///< the link's path in the bundle; empty: the root
  std::size_t above = 0;  ///< the tree that the link lies in; the root's: itself
  bool needs = false;     ///< what a package of a store needs (needs_of_package): each read once in a bundle
};

class Trees {
 public:
  explicit Trees(const std::string& root) : all_{{root, "", 0}}, read_{root} {}

  /// Where on disk an item lies.
  std::string place(const Item& item) const;

  /// Does a real path lie in the tree of this number, or in one that it hangs from?
  bool hold(const std::string& path, std::size_t tree) const;

  /// Adds to the listing what links out of the bundle lead to, `most` items in all. Links in there are followed alike;
  /// a directory that its link hangs from is not entered again. What is of the system is not followed. What a package
  /// of a store needs is put below it, into its own node_modules.
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
