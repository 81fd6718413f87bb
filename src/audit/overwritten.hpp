// SPDX-License-Identifier: Apache-2.0
// Paths that occur twice in an archive that is unpacked from its front: the later member replaces the earlier.
#pragma once

#include <cstddef>
#include <map>
#include <string>

#include "audit/examine.hpp"

namespace platlint {

class Overwritten {
 public:
  /// Marks the earlier results for the path, and for the paths inside it.
  void add(const std::string& path, const Examined& so_far);

  /// Removes the marked results.
  void remove_from(Examined& examined) const;

 private:
  struct Counts {
    std::size_t entries;
    std::size_t metadata;
  };

  template <class Rows, class PathOf>
  void remove_rows(Rows& rows, std::size_t Counts::*before, PathOf path_of) const;

  std::map<std::string, Counts, std::less<>> paths_;
};

}  // namespace platlint
