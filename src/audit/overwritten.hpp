// SPDX-License-Identifier: Apache-2.0
// What lies twice under one name in an archive that is unpacked from its front: the later member is what is there.
#pragma once

#include <cstddef>
#include <map>
#include <string>

#include "audit/examine.hpp"

namespace platlint {

class Overwritten {
 public:
  /// What is told of the path, and of what lies in it, so far.
  void add(const std::string& path, const Examined& so_far);

  /// Takes it away.
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
