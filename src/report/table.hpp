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

/// What stands in the rows beside the bundle.
struct RowParts {
  bool platform = false;
  bool error = false;  ///< and what fixes it
};

/// The bundles that do not fit and those that were not read, as many as a person looks at.
void write_rows(std::ostream& out, const Totals& totals, RowParts parts, const ReportOptions& options);

}  // namespace platlint
