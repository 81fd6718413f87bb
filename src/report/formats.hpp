// SPDX-License-Identifier: Apache-2.0
// One function per format; formats.cpp has the table.
#pragma once

#include "platlint/report.hpp"

namespace platlint {

void write_text(std::ostream& out, const Batch& batch, const ReportOptions& options);
void write_text(std::ostream& out, const Survey& survey, const ReportOptions& options);
void write_json(std::ostream& out, const Batch& batch, const ReportOptions& options);
void write_json(std::ostream& out, const Survey& survey, const ReportOptions& options);
void write_ndjson(std::ostream& out, const Batch& batch, const ReportOptions& options);
void write_ndjson(std::ostream& out, const Survey& survey, const ReportOptions& options);
void write_ndjson_end(std::ostream& out, const Totals& totals);
void write_sarif(std::ostream& out, const Batch& batch, const ReportOptions& options);
void write_cyclonedx(std::ostream& out, const Batch& batch, const ReportOptions& options);
void write_cyclonedx(std::ostream& out, const Survey& survey, const ReportOptions& options);
void write_github(std::ostream& out, const Batch& batch, const ReportOptions& options);
void write_junit(std::ostream& out, const Batch& batch, const ReportOptions& options);
void write_gitlab(std::ostream& out, const Batch& batch, const ReportOptions& options);
void write_markdown(std::ostream& out, const Batch& batch, const ReportOptions& options);
void write_markdown(std::ostream& out, const Survey& survey, const ReportOptions& options);
void write_html(std::ostream& out, const Batch& batch, const ReportOptions& options);
void write_html(std::ostream& out, const Survey& survey, const ReportOptions& options);
void write_fix(std::ostream& out, const Batch& batch, const ReportOptions& options);
void write_prune(std::ostream& out, const Batch& batch, const ReportOptions& options);
void write_prunez(std::ostream& out, const Batch& batch, const ReportOptions& options);
std::string prune_remark(const Batch& batch);
std::string prunez_remark(const Batch& batch);

}  // namespace platlint
