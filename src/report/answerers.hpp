// SPDX-License-Identifier: Apache-2.0
// Finds the file of the bundle that serves each library of a native file, or says that it comes from outside. A file
// for another platform than the target's is looked up for its own platform: a bundle may hold files for many.
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
  const Bundle* bundle = nullptr;  ///< null: in no bundle
  std::size_t entry = 0;

  friend auto operator<=>(const BundledFile&, const BundledFile&) = default;
};

struct Answerer {
  BundledFile file;  ///< if a bundle has the library
  System system;     ///< of the image that needs the library, and its processor
  Architecture machine;
  std::string library;  ///< the name as the image writes it
  Answer answer;
};

/// Answers for the files of a root, which must outlive it.
class Answerers {
 public:
  /// `has_target`: the root is judged for its target. Otherwise each file is looked up for its own platform.
  Answerers(const WholeBundle& whole, bool has_target);
  ~Answerers();
  Answerers(const Answerers&) = delete;
  Answerers& operator=(const Answerers&) = delete;

  /// One for each library that an entry's images name, in file order. Libraries that may be missing are included.
  std::vector<Answerer> of(std::size_t entry);

 private:
  struct View;
  View& view_of(const Artifact& image, const Entry& entry);

  const WholeBundle whole_;
  std::unique_ptr<View> own_;  // of the target; null: there is no target
  std::map<std::string, std::unique_ptr<View>> others_;
};

}  // namespace platlint
