// SPDX-License-Identifier: Apache-2.0
// The platform policies of PEP 600 as auditwheel writes them: what a wheel may ask for under a manylinux tag. A target
// of that name mostly has more (measurements.hpp): a lying tag is not yet a file that does not load.
#pragma once

#include <optional>
#include <string_view>

#include "target/symbol_versions.hpp"

namespace platlint::target {

/// manylinux_2_MINOR on one processor.
struct Policy {
  int minor = 0;
  NewestVersions newest;
  std::vector<SymbolVersions> symbol_versions;
};

/// The newest policy for that processor that is not above glibc 2.`minor`; nothing where there is none.
std::optional<Policy> find_policy(Architecture architecture, int minor);

/// Membership in the policy's sets. Unknown for prefixes of which policies do not speak: they allow them.
Provision policy_allows(const Policy& policy, std::string_view version_name);

/// May a wheel leave this library to the target? Its soname, on any processor.
bool policy_allows_library(int minor, std::string_view library);

}  // namespace platlint::target
