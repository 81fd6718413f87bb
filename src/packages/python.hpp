// SPDX-License-Identifier: Apache-2.0
// Python distributions: their metadata, and the entries that they own.
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
  std::string base;         ///< prefix of the directory that holds its files: "", "lib/python3.12/site-packages/"
  std::string record_base;  ///< the paths in `record` are relative to this prefix
  std::string_view record;  ///< text of RECORD, or of installed-files.txt; empty: neither exists
  std::vector<std::string> top_levels;  ///< top_level.txt: the import names it brings
  bool owns_base = false;               ///< an egg, a wheel: it owns everything under `base`
};

/// The file names in a dist-info, egg-info or EGG-INFO directory that are read.
bool is_distribution_metadata(std::string_view path);

/// Every distribution with metadata, those nearer to the root first. Distributions inside another
/// (setuptools/_vendor/*.dist-info, the wheels of ensurepip) are included.
std::vector<Distribution> find_distributions(const Tree& tree);

/// A wheel without readable metadata: its file name tells name, version and tags (PyPA specification, binary
/// distribution format, "File name convention"). `path` is the path of the wheel, without "!/".
Package wheel_package(std::string_view path);

/// The directories from which Python code is imported, as prefixes.
using Sites = std::set<std::string, std::less<>>;

/// Gives the entries to the distributions that own them and adds those to the packages. Returns the sites seen.
Sites claim_distributions(const Tree& tree, Ownership& ownership);

}  // namespace platlint::packages
