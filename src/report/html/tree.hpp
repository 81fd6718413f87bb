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
  std::string name;        ///< printable; an archive's without the mark
  /// Of an archive: the entry that it is itself, an index. Its bytes are those of its members, packed.
  std::optional<std::size_t> entry;
};

struct Tree {
  std::vector<Directory> directories = {{}};  ///< each after its parent
  std::vector<std::size_t> parents;           ///< parallel to Bundle::entries: the directory that an entry lies in
  std::vector<std::string> names;             ///< parallel to Bundle::entries: within it, printable
};

/// Deeper than `text::max_depth`, what is left of a path is the name.
Tree tree(const Bundle& bundle);

/// The bytes of a bundle: of its files, unpacked where it is an archive. The members of archives inside are in those of
/// their archive, if that is an entry itself.
std::uint64_t bytes(const Bundle& bundle, const Tree& tree);

}  // namespace platlint::html
