// SPDX-License-Identifier: Apache-2.0
// The results of an audit for each of its bundles, as the page stores them.
#pragma once

#include <cstddef>

#include "report/json.hpp"

namespace platlint::html {

/// One per root; `platform` is the number of the audit's target on the page.
Json judgements(const Audit& audit, std::size_t platform);

Json fix_data(const Fix& fix);

}  // namespace platlint::html
