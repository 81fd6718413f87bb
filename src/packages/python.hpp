// SPDX-License-Identifier: Apache-2.0
// Python distributions: their metadata, and the entries that are theirs.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "packages/tree.hpp"

namespace platlint::packages {

/// A distribution as its *.dist-info, *.egg-info or egg describes it.
struct Distribution {
  Package package;
  std::string base;         ///< prefix of the directory its files lie in: "", "lib/python3.12/site-packages/"
  std::string record_base;  ///< prefix that the paths of `record` start from
  std::string_view record;  ///< text of RECORD, or of installed-files.txt; empty: there is none
  std::vector<std::string> top_levels;  ///< top_level.txt: the import names it brings
  bool owns_base = false;               ///< an egg, a wheel: everything under `base` is its own
};

/// The file names in a dist-info, egg-info or EGG-INFO directory that are read.
bool is_distribution_metadata(std::string_view path);

/// Every distribution with metadata, those nearer to the root first. What a distribution brings along inside itself
/// (setuptools/_vendor/*.dist-info, the wheels of ensurepip) is among them.
std::vector<Distribution> find_distributions(const Tree& tree);

/// A wheel without metadata that can be read: its file name tells name, version and tags (PyPA specification, binary
/// distribution format, "File name convention"). `path` is that of the wheel, without "!/".
Package wheel_package(std::string_view path);

/// The directories that Python code is imported from, as prefixes.
using Sites = std::set<std::string, std::less<>>;

/// Gives the entries to the distributions that own them and adds those to the packages. Returns the sites seen.
Sites claim_distributions(const Tree& tree, Ownership& ownership);

}  // namespace platlint::packages
