// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <string>

namespace platlint::cli {

/// The date in UTC: the same everywhere at the same moment. Nothing else looks at a clock: code that needs a date gets
/// one as an argument.
std::chrono::year_month_day today();

/// Turns a number of seconds since 1970 into RFC 3339: "2026-01-02T03:04:05Z". Throws Error if it is not a number, or
/// past the year 9999.
std::string timestamp(const std::string& seconds);

/// Sets the time zone of the C library to UTC. No date is shown from it, but libzip asks it about the date of every
/// member. If no time zone is set, it looks for /etc/localtime each time.
void use_utc();

}  // namespace platlint::cli
