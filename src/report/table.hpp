// SPDX-License-Identifier: Apache-2.0
// Many bundles in the reports for people.
#pragma once

#include <ostream>
#include <string>

#include "platlint/report.hpp"

namespace platlint {

/// The same bundles for several platforms?
bool is_crossed(const Batch& batch);

/// What a bundle is on a platform, in a word: "fits", the rule of its worst finding, "not read".
std::string cell(const Audit& audit, std::size_t root);

/// Bundle by platform.
void write_table(std::ostream& out, const Batch& batch);

/// The bundles that do not fit and those that were not read, a line each, as many as somebody looks at.
void write_rows(std::ostream& out, const Totals& totals, bool with_platform, const ReportOptions& options);

}  // namespace platlint
