// SPDX-License-Identifier: Apache-2.0
// The last line of the reports for people, in its parts.
#pragma once

#include <string>

#include "platlint/report.hpp"

namespace platlint {

std::string roots(const Audit& audit);                         ///< "function (function), layer.zip (layer)"; printable
std::string role_words(const Audit& audit, std::size_t root);  ///< "(layer)"; empty where the root stands alone
std::string verdict_words(const Audit& audit);                 ///< "does not fit"; for several roots "do not fit"
/// "23 errors, 25 native files judged"; where nothing is wrong also how much was looked at, "879 entries"; where
/// something could not be read, how much that is.
std::string counts(const Audit& audit);

/// Was nothing in this root found to be native code, and nothing kept from being looked at as one that failed?
bool is_without_native(const Bundle& bundle);

/// "no native files" of a root without; "no native files judged" where something is excluded or was not read.
std::string no_native_words(const Bundle& bundle);

/// "25 native files judged", "24 of 25 native files judged"; "no native files".
std::string native_words(const Summary& summary);

/// From so many roots on they are counted, not listed: a function of AWS Lambda has five layers at most.
constexpr std::size_t many_roots = 7;

/// "5 of 200 bundles do not fit linux-x64, 2 could not be read"; without a platform where they differ.
std::string totals_words(const Totals& totals, std::string_view platform);

std::string plural(std::size_t count, std::string_view noun);  ///< "1 error", "2 entries"

}  // namespace platlint
