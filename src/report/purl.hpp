// SPDX-License-Identifier: Apache-2.0
// Package URLs (github.com/package-url/purl-spec, PURL-SPECIFICATION and PURL-TYPES; ECMA-427).
#pragma once

#include <string>

#include "platlint/package.hpp"

namespace platlint {

/// A name in its two parts, as registries write them: "@img" and "sharp", "org.sqlite" and "sqlite-jdbc".
struct RegistryName {
  std::string group;  ///< empty: it has no group
  std::string name;
};

RegistryName registry_name(const Package& package);

/// "pkg:pypi/numpy@2.2.6", in the canonical form. Empty if it would be a guess. That is so if the registry, the version
/// or the group is not known, or if the package came from an address or the user's own source.
std::string package_url(const Package& package);

}  // namespace platlint
