// SPDX-License-Identifier: Apache-2.0
// What a package says that it is for beside a wheel's tags: a jar's classifier, a gem's platform, an extension's
// manifest, the name of a release's archive.
#pragma once

#include "rules/common.hpp"

namespace platlint {

/// Adds a finding of tag-mismatch for each of which no file keeps the promise.
void check_claims(const Evidence& whole, Findings& findings);

}  // namespace platlint
