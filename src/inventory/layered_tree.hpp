// SPDX-License-Identifier: Apache-2.0
// Decides which files of an image's layers are in its tree (OCI image-spec, layer.md). The layers are added from the
// top down, and each sees what the layers above it hide.
#pragma once

#include <set>
#include <string>
#include <string_view>

#include "inventory/container.hpp"

namespace platlint {

class LayeredTree {
 public:
  /// Begins the next layer below those that were added.
  void begin_layer();

  /// Is this member of the layer a file of the tree? False if a layer above hides or replaces it, and for whiteouts and
  /// directories.
  bool add(const Member& member);

  const std::set<std::string>& names() const { return names_; }

 private:
  struct Hiding {
    std::set<std::string> files;   // everything except directories: nothing lies below it
    std::set<std::string> others;  // directories, which replace a file with the same name
    std::set<std::string> removed;
    std::set<std::string> opaque;  // directories without the contents of lower layers
  };

  bool is_hidden(const std::string& path) const;
  bool note_whiteout(std::string_view directory, std::string_view name);

  Hiding above_;
  Hiding here_;
  std::set<std::string> names_;  // of the tree
};

}  // namespace platlint
