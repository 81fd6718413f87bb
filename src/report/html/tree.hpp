// SPDX-License-Identifier: Apache-2.0
// The files of a bundle for the treemap of the page: every entry, by directory.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platlint/entry.hpp"

namespace platlint::html {

struct Directory {
  std::size_t parent = 0;  ///< index; the first is the root, and its own parent
  std::string name;        ///< printable; for an archive without the mark
  /// For an archive: the index of its own entry. Its bytes are the packed bytes of its members.
  std::optional<std::size_t> entry;
};

struct Tree {
  std::vector<Directory> directories = {{}};  ///< each after its parent
  std::vector<std::size_t> parents;           ///< parallel to Bundle::entries: the directory that holds the entry
  std::vector<std::string> names;             ///< parallel to Bundle::entries: the name inside it, printable
};

/// Below `text::max_depth` levels, the rest of a path is the name.
Tree tree(const Bundle& bundle);

/// The size of a bundle: the sum of its files, unpacked if the bundle is an archive. Members of an inner archive are
/// part of that archive's size, if it is an entry itself.
std::uint64_t bytes(const Bundle& bundle, const Tree& tree);

}  // namespace platlint::html
