// SPDX-License-Identifier: Apache-2.0
// The platform that a package claims in other places than a wheel's tags: a jar's classifier, a gem's platform, an
// extension's manifest, the name of a release's archive.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "rules/common.hpp"

namespace platlint {

/// A promise that no file keeps.
struct BrokenClaim {
  std::string promised;  ///< "win32-x64"
  std::string holds;     ///< "ELF x86_64"
  std::string source;    ///< "its manifest"
  std::string path;      ///< of the first file
  std::optional<std::size_t> package;
};

/// Only the bytes decide: there is no target.
std::vector<BrokenClaim> broken_claims(const Bundle& bundle, const Ownership& ownership);

/// "its manifest says win32-x64, but it holds ELF x86_64"
std::string words_of(const BrokenClaim& claim);

/// Adds a finding of tag-mismatch for each promise that no file keeps.
void check_claims(const Evidence& whole, Findings& findings);

}  // namespace platlint
