// SPDX-License-Identifier: Apache-2.0
#include "cli/clock.hpp"

#include <cstdlib>

namespace platlint::cli {

std::chrono::year_month_day today() {
  return std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now());
}

void use_utc() {
#ifdef _WIN32
  _putenv_s("TZ", "UTC0");
#else
  setenv("TZ", "UTC0", 1);
#endif
}

}  // namespace platlint::cli
