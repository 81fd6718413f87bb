// SPDX-License-Identifier: Apache-2.0
// Looks at the destinations of links that lead out of the root.
#pragma once

#include <filesystem>

#include "inventory/inventory.hpp"

namespace platlint {

/// Is it the root of the file system, or a place where the system shows itself as files? Nobody ships their contents.
bool is_of_the_system(const std::filesystem::path& directory);

/// Node looks for the dependencies of a package beside the real place of the package. A package in a store (pnpm's
/// node_modules/.pnpm/esbuild@0.25.0/node_modules/esbuild, yarn's and npm's .store, bun's .bun) has links to all its
/// dependencies in the directory around it. This returns that directory. Empty: the package is not in a store.
std::filesystem::path needs_of_package(const std::filesystem::path& directory);

/// Does `look` accept a file in this directory (canonical), below it, or where links in there lead? Also true if there
/// are more than 10,000 entries, if it takes more than a second, or if a part cannot be read.
bool holds(const std::filesystem::path& directory, const Look& look);

}  // namespace platlint
