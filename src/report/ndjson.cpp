// SPDX-License-Identifier: Apache-2.0
// For many bundles: the object of the JSON report of each bundle is a line of its own (RFC 8259 text, without line
// ends).
#include "report/formats.hpp"
#include "report/json.hpp"

namespace platlint {

void write_ndjson(std::ostream& out, const Batch& batch, const ReportOptions&) {
  for (const Audit& audit : batch.audits) out << json_report(audit).dump(-1, ' ', true) << '\n';
}

void write_ndjson(std::ostream& out, const Survey& survey, const ReportOptions&) {
  out << json_report(survey).dump(-1, ' ', true) << '\n';
}

void write_ndjson_end(std::ostream& out, const Totals& totals) {
  out << json_summary(totals).dump(-1, ' ', true) << '\n';
}

}  // namespace platlint
