// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <string>

namespace platlint::cli {

/// The date in UTC: the same everywhere at the same moment. The only look at a clock; what needs a date is given one.
std::chrono::year_month_day today();

/// A number of seconds since 1970, as RFC 3339 writes the moment: "2026-01-02T03:04:05Z". Throws Error for what is no
/// such number, or is past the year 9999.
std::string timestamp(const std::string& seconds);

/// Has the C library take dates for UTC, which none of ours is shown from: libzip asks it about every member's, and
/// where no time zone is set it looks for /etc/localtime each time.
void use_utc();

}  // namespace platlint::cli
