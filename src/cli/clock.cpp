// SPDX-License-Identifier: Apache-2.0
#include "cli/clock.hpp"

namespace platlint::cli {

std::chrono::year_month_day today() {
  return std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now());
}

}  // namespace platlint::cli
