// SPDX-License-Identifier: Apache-2.0
// What the user has decided not to count, in the text report: never in silence.
#pragma once

#include "platlint/report.hpp"

namespace platlint {

/// "2 findings allowed, 3 in the baseline, 14 entries excluded"; with -v each finding and why. Nothing for nothing.
void write_policy(std::ostream& out, const Audit& audit, const ReportOptions& options);

/// "14 entries excluded". Nothing for none.
void write_excluded(std::ostream& out, const Summary& summary);

}  // namespace platlint
