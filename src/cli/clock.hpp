// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>

namespace platlint::cli {

/// The date in UTC: the same everywhere at the same moment. The only look at a clock; what needs a date is given one.
std::chrono::year_month_day today();

}  // namespace platlint::cli
