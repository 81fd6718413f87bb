// SPDX-License-Identifier: Apache-2.0
// Of each library that a native file names, the file of the bundle that it gets, or that it comes from outside. What is
// for another platform than the target's is asked by itself: a bundle may hold files for many.
#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "loader/needs.hpp"

namespace platlint {

/// A file of one of the bundles.
struct BundledFile {
  const Bundle* bundle = nullptr;  ///< null: of none of them
  std::size_t entry = 0;

  friend auto operator<=>(const BundledFile&, const BundledFile&) = default;
};

struct Answerer {
  BundledFile file;  ///< where a bundle has the library
  System system;     ///< of the image that asks, and its processor
  Architecture machine;
  std::string library;  ///< as it is asked for
  Answer answer;
};

/// Who answers the files of a root, which must outlive it.
class Answerers {
 public:
  /// `has_target`: the root is judged for its target; otherwise each file is asked for its own platform.
  Answerers(const WholeBundle& whole, bool has_target);
  ~Answerers();
  Answerers(const Answerers&) = delete;
  Answerers& operator=(const Answerers&) = delete;

  /// Of each library that an entry's images name, in file order; also of those that may be missing.
  std::vector<Answerer> of(std::size_t entry);

 private:
  struct View;
  View& view_of(const Artifact& image, const Entry& entry);

  const WholeBundle whole_;
  std::unique_ptr<View> own_;  // of the target; null: there is none
  std::map<std::string, std::unique_ptr<View>> others_;
};

}  // namespace platlint
