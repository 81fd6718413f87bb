// SPDX-License-Identifier: Apache-2.0
// What the walks of a directory and of an archive share.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "inventory/inventory.hpp"
#include "inventory/source.hpp"

namespace platlint {

/// What is left of the limits of one root.
struct Budget {
  const Limits& limits;
  std::size_t entries = 0;
  std::uint64_t inflated = 0;

  void count_entry();                     ///< Throws Unreadable past the limit.
  void count_bytes(std::uint64_t bytes);  ///< Throws Unreadable past the limit.
};

/// The entry for something that could not be read.
Entry unreadable_entry(std::string path, const std::string& reason);

/// Visits every member of an archive; `prefix` comes before their names ("" or "layer.zip!/"). Throws Unreadable where
/// it is no readable archive.
void walk_archive(const Source& source, const std::string& prefix, int depth, Budget& budget, const Visit& visit);

void walk_directory(const std::filesystem::path& root, Budget& budget, const Visit& visit);

/// Visits a file on disk: an archive is entered, all else is handed to `visit`.
void visit_file(const std::filesystem::path& file, const std::string& path, Budget& budget, const Visit& visit);

}  // namespace platlint
