// SPDX-License-Identifier: Apache-2.0
// The parts of the last line of the reports for people.
#pragma once

#include <string>

#include "platlint/report.hpp"

namespace platlint {

std::string roots(const Audit& audit);                         ///< "function (function), layer.zip (layer)"; printable
std::string role_words(const Audit& audit, std::size_t root);  ///< "(layer)"; empty if the root stands alone
std::string verdict_words(const Audit& audit);                 ///< "does not fit"; for several roots "do not fit"
/// "23 errors, 25 native files judged". If nothing is wrong, also the number of entries that were read, "879 entries".
/// If something could not be read, also how much.
std::string counts(const Audit& audit);

/// Was the root read, and is no entry of it native or unreadable?
bool is_without_native(const Bundle& bundle);

/// "no native files" for a root without; "no native files judged" if something is excluded or was not read.
std::string no_native_words(const Bundle& bundle);

/// "25 native files judged", "24 of 25 native files judged"; "no native files".
std::string native_words(const Summary& summary);

/// If there are this many roots or more, they are counted, not listed: a function of AWS Lambda has at most five
/// layers.
constexpr std::size_t many_roots = 7;

/// "5 of 200 bundles do not fit linux-x64, 2 could not be read". The platform is empty if the bundles have different
/// ones.
std::string totals_words(const Totals& totals, std::string_view platform);

std::string plural(std::size_t count, std::string_view noun);  ///< "1 error", "2 entries"

}  // namespace platlint
