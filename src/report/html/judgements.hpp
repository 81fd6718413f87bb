// SPDX-License-Identifier: Apache-2.0
// What an audit says of each of its bundles, as the page has it.
#pragma once

#include <cstddef>

#include "report/json.hpp"

namespace platlint::html {

/// One a root; `platform` is the number of the audit's target on the page.
Json judgements(const Audit& audit, std::size_t platform);

Json fix_data(const Fix& fix);

}  // namespace platlint::html
