// SPDX-License-Identifier: Apache-2.0
// The findings that the user decided not to count, in the text report: none disappears without a word.
#pragma once

#include "platlint/report.hpp"

namespace platlint {

/// "2 findings allowed, 3 in the baseline, 14 entries excluded"; with -v also each finding and why. Writes nothing if
/// there are none.
void write_policy(std::ostream& out, const Audit& audit, const ReportOptions& options);

/// "14 entries excluded". Writes nothing if there are none.
void write_excluded(std::ostream& out, const Summary& summary);

}  // namespace platlint
