// SPDX-License-Identifier: Apache-2.0
// Many bundles in the reports for people.
#pragma once

#include <ostream>
#include <string>

#include "platlint/report.hpp"

namespace platlint {

/// Are these the same bundles for several platforms?
bool is_crossed(const Batch& batch);

/// The result of a bundle on a platform in a word: "fits", the rule of its worst finding, "not read".
std::string cell(const Audit& audit, std::size_t root);

/// Bundle by platform.
void write_table(std::ostream& out, const Batch& batch);

/// The parts of a row beside the bundle.
struct RowParts {
  bool platform = false;
  bool error = false;  ///< with its fix
};

/// The bundles that do not fit and those that were not read, up to a readable number.
void write_rows(std::ostream& out, const Totals& totals, RowParts parts, const ReportOptions& options);

}  // namespace platlint
