// SPDX-License-Identifier: Apache-2.0
// What lies where a link leads, out of the root.
#pragma once

#include <filesystem>

#include "inventory/inventory.hpp"

namespace platlint {

/// The root of the file system, and where the system shows itself as files: nobody ships what is in there.
bool is_of_the_system(const std::filesystem::path& directory);

/// Node looks for what a package needs beside the place where it really lies. A package of a store (pnpm's
/// node_modules/.pnpm/esbuild@0.25.0/node_modules/esbuild, yarn's and npm's .store, bun's .bun) has links to all that
/// it needs in the directory around it: that directory. Empty: it lies in no store.
std::filesystem::path needs_of_package(const std::filesystem::path& directory);

/// Whether `look` says so of a file in this directory (canonical) or below, or where links in there lead. Also true
/// where that is more than 10,000 entries or takes more than a second, or a part of it cannot be read.
bool holds(const std::filesystem::path& directory, const Look& look);

}  // namespace platlint
