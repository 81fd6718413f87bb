// SPDX-License-Identifier: Apache-2.0
#include "report/table.hpp"

#include <algorithm>
#include <iomanip>
#include <vector>

#include "platlint/rule.hpp"

namespace platlint {

namespace {

constexpr std::size_t rows_shown = 20;

void write(std::ostream& out, std::string_view what, const std::vector<Row>& rows, RowParts parts, bool all) {
  const std::size_t count = all || rows.size() <= rows_shown + 1 ? rows.size() : rows_shown;
  for (std::size_t i = 0; i < count; ++i) {
    out << what << ": " << printable(rows[i].root)
        << (parts.platform && !rows[i].platform.empty() ? " on " + printable(rows[i].platform) : "") << '\n';
    if (parts.error && !rows[i].error.empty()) out << "  " << printable(rows[i].error) << '\n';
    if (parts.error && !rows[i].fix.empty()) out << "  fix: " << printable(rows[i].fix) << '\n';
  }
  if (count < rows.size()) out << what << ": " << rows.size() - count << " more (-v lists them)\n";
}

std::size_t width(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(
      text.begin(), text.end(), [](char byte) { return (static_cast<unsigned char>(byte) & 0xC0) != 0x80; }));
}

void write_cell(std::ostream& out, const std::string& text, std::size_t columns) {
  out << text << std::string(columns - std::min(columns, width(text)), ' ');
}

}  // namespace

bool is_crossed(const Batch& batch) {
  if (batch.audits.size() < 2) return false;
  const Audit& first = batch.audits.front();
  return std::all_of(batch.audits.begin(), batch.audits.end(), [&](const Audit& audit) {
    return audit.name.empty() &&
           std::equal(audit.bundles.begin(), audit.bundles.end(), first.bundles.begin(), first.bundles.end(),
                      [](const Bundle& one, const Bundle& other) { return one.root == other.root && !one.is_image; });
  });
}

std::string cell(const Audit& audit, std::size_t root) {
  const Finding* worst = nullptr;
  for (const Finding& finding : audit.findings) {
    if (finding.root == root && (worst == nullptr || finding.severity > worst->severity)) worst = &finding;
  }
  if (worst != nullptr && worst->severity == Severity::error) return std::string(worst->rule->name);
  const Bundle& bundle = audit.bundles[root];
  const bool is_unread =
      bundle.failure || std::any_of(bundle.entries.begin(), bundle.entries.end(), [](const Entry& entry) {
        return entry.status == Entry::Status::unreadable || !unread(entry).empty();
      });
  if (is_unread) return "not read";
  return worst != nullptr && worst->severity == Severity::warning ? "fits (" + std::string(worst->rule->name) + ")"
                                                                  : "fits";
}

void write_table(std::ostream& out, const Batch& batch) {
  const std::vector<Bundle>& bundles = batch.audits.front().bundles;
  std::vector<std::vector<std::string>> rows(bundles.size() + 1);
  rows[0].emplace_back("bundle");
  for (std::size_t root = 0; root < bundles.size(); ++root) rows[root + 1].push_back(printable(bundles[root].root));
  for (const Audit& audit : batch.audits) {
    rows[0].push_back(printable(audit.target.name));
    for (std::size_t root = 0; root < bundles.size(); ++root) rows[root + 1].push_back(cell(audit, root));
  }
  std::vector<std::size_t> columns(rows[0].size());
  for (const std::vector<std::string>& row : rows) {
    for (std::size_t i = 0; i + 1 < row.size(); ++i) columns[i] = std::max(columns[i], width(row[i]) + 2);
  }
  for (const std::vector<std::string>& row : rows) {
    for (std::size_t i = 0; i < row.size(); ++i) write_cell(out, row[i], columns[i]);
    out << '\n';
  }
}

void write_rows(std::ostream& out, const Totals& totals, RowParts parts, const ReportOptions& options) {
  write(out, "does not fit", totals.misfits, parts, options.verbose);
  write(out, "not read", totals.incomplete, parts, options.verbose);
}

}  // namespace platlint
