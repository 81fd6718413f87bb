// SPDX-License-Identifier: Apache-2.0
#include "target/policies.hpp"

#include <array>

#include "facts/architecture_set.hpp"
#include "facts/c_libraries.hpp"
#include "target/libraries.hpp"

namespace platlint::target {

namespace {

// lib_whitelist: the same on every processor, and no later policy removes one.
struct LibraryRow {
  std::string_view soname;
  int since;
};

// symbol_versions: there each prefix has a list of versions. Here only the newest number is stored. In all 624 lists,
// every number up to it that occurs anywhere for that processor and prefix is a member (scripts/tables and
// policies_test.cpp compare each one). Members that are not numbers: symbol_versions.cpp.
struct PolicyRow {
  int minor;
  ArchitectureSet architectures;
  NewestVersions newest;
};

#include "target/policies.inc"

}  // namespace

std::optional<ManylinuxPolicy> find_manylinux_policy(Architecture architecture, int minor) {
  const PolicyRow* found = nullptr;
  for (const PolicyRow& row : policy_rows) {
    if (row.minor <= minor && row.architectures.has(architecture)) found = &row;
  }
  if (found == nullptr) return std::nullopt;
  return ManylinuxPolicy{found->minor, found->newest, symbol_versions(found->newest, architecture)};
}

Provision manylinux_allows(const ManylinuxPolicy& policy, std::string_view version_name) {
  const std::string_view prefix = split_version_name(version_name).prefix;
  for (const SymbolVersions& row : policy.symbol_versions) {
    if (row.prefix != prefix) continue;
    return find_version(policy.symbol_versions, version_name) == Provision::yes ? Provision::yes : Provision::no;
  }
  return Provision::unknown;
}

bool manylinux_allows_library(int minor, std::string_view library) {
  if (is_glibc_loader(library)) return true;
  for (const LibraryRow& row : library_rows) {
    if (row.soname == library) return row.since <= minor;
  }
  return false;
}

}  // namespace platlint::target
