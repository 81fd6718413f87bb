// SPDX-License-Identifier: Apache-2.0
// The platform policies of PEP 600 as auditwheel writes them: the needs that a wheel may have under a manylinux tag. A
// target with that name usually has more (measurements.hpp), so a wrong tag alone does not prove that a file does not
// load.
#pragma once

#include <optional>
#include <string_view>

#include "target/symbol_versions.hpp"

namespace platlint::target {

/// manylinux_2_MINOR on one processor.
struct ManylinuxPolicy {
  int minor = 0;
  NewestVersions newest;
  std::vector<SymbolVersions> symbol_versions;
};

/// The newest policy for that processor that is not above glibc 2.`minor`; unset if there is none.
std::optional<ManylinuxPolicy> find_manylinux_policy(Architecture architecture, int minor);

/// Is it a member of the policy's sets? Unknown for prefixes that policies do not mention: they allow them.
Provision manylinux_allows(const ManylinuxPolicy& policy, std::string_view version_name);

/// May a wheel expect this library from the target? Its soname, on any processor.
bool manylinux_allows_library(int minor, std::string_view library);

}  // namespace platlint::target
