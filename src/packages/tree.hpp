// SPDX-License-Identifier: Apache-2.0
// The view of a bundle for those who search for packages: by path.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platlint/package.hpp"

namespace platlint::packages {

class Tree {
 public:
  explicit Tree(const Bundle& bundle);  ///< keeps a reference

  const Bundle& bundle() const { return bundle_; }
  std::size_t size() const { return bundle_.entries.size(); }
  std::string_view path(std::size_t entry) const { return bundle_.entries[entry].path; }
  /// `parent` and `filename` of its path, computed beforehand: they are used more than everything else.
  std::string_view directory(std::size_t entry) const {
    return path(entry).substr(0, names_[entry] == 0 ? 0 : names_[entry] - 1);
  }
  std::string_view name(std::size_t entry) const { return path(entry).substr(names_[entry]); }

  std::optional<std::size_t> find(std::string_view path) const;  ///< the first entry of that path
  bool exists(std::string_view path) const;                      ///< an entry, or metadata that was read
  std::string_view text(std::string_view path) const;            ///< of metadata; empty if it does not exist

  /// The entries whose path starts with this: the first, and one past the last.
  std::pair<std::size_t, std::size_t> below(std::string_view prefix) const;

  /// Is it native code, or does it claim to be? Only such entries need an owner if no metadata names one.
  bool is_native(std::size_t entry) const;

 private:
  std::size_t first_from(std::string_view path) const;  // the first entry whose path is not before it

  const Bundle& bundle_;
  std::vector<std::size_t> names_;  // where the last part of each path begins
};

/// Adds a package and returns its index.
std::size_t add(Ownership& ownership, Package package);

}  // namespace platlint::packages
