// SPDX-License-Identifier: Apache-2.0
// The text report: one group per package, worst first; in each the problem, the files, and the line that fixes it; the
// verdict last.
#include <algorithm>
#include <string>
#include <vector>

#include "report/columns.hpp"
#include "report/formats.hpp"
#include "report/groups.hpp"
#include "report/policy.hpp"
#include "report/statistics.hpp"
#include "report/table.hpp"
#include "report/verdict.hpp"

namespace platlint {

namespace {

constexpr std::size_t many_groups = 5;  // if there are more groups, only one file of each is shown

class TextReport {
 public:
  TextReport(std::ostream& out, const Audit& audit, const ReportOptions& options)
      : out_(out), audit_(audit), options_(options) {}

  void write() {
    if (!options_.quiet) {
      write_groups();
      write_policy(out_, audit_, options_);
    }
    const bool all_hold_some = std::none_of(audit_.bundles.begin(), audit_.bundles.end(), is_without_native);
    const bool silent = options_.quiet && audit_.summary.verdict == Verdict::fits && all_hold_some;
    if (!silent) write_verdict();
  }

 private:
  std::string_view color(std::string_view code) const { return options_.color ? code : std::string_view(); }

  std::string_view color(Severity severity) const {
    return color(severity == Severity::error ? "1;31" : severity == Severity::warning ? "1;33" : "1;36");
  }

  // With -v, names are shown in full, so that they can be copied.
  std::size_t path_columns(std::size_t taken) const {
    if (options_.verbose || options_.columns == 0) return 0;
    return options_.columns > taken ? options_.columns - taken : 1;
  }

  void write_groups() {
    const std::vector<Group> list = groups(audit_, options_.verbose);
    const bool many = list.size() > many_groups && !options_.verbose;
    // If one command fixes several packages, it is shown once, at the end.
    const bool together = std::count_if(list.begin(), list.end(), has_arguments) > 1;
    for (const Group& group : list) {
      for (const Complaint& complaint : group.complaints) write(group, complaint, many ? 1 : 2);
      for (const Fix* fix : fixes(group)) {
        if (!together || fix->arguments.empty()) write_fix(*fix, "  fix:");
      }
    }
    if (!together) return;
    for (const Fix& fix : audit_.fixes) write_fix(fix, "fix:");
  }

  static bool has_arguments(const Group& group) {
    const std::vector<const Fix*> list = fixes(group);
    return std::any_of(list.begin(), list.end(), [](const Fix* fix) { return !fix->arguments.empty(); });
  }

  std::string_view origin(const Group& group) const {
    if (!group.package) return {};
    const Package& package = audit_.ownership[group.root].packages[*group.package];
    if (package.built_locally) return " (built from source here, not downloaded)";
    return package.perhaps_built ? " (perhaps built from source here)" : "";
  }

  void write(const Group& group, const Complaint& complaint, std::size_t files_shown) {
    std::vector<Word> line{{elided(printable(group.title), path_columns(1)), color("1")}};
    std::string where{origin(group)};
    if (audit_.bundles.size() > 1) where += " (in " + printable(audit_.bundles[group.root].root) + ")";
    append(line, where);
    line.back().tail = ":";
    line.push_back({std::string(name(complaint.severity)), color(complaint.severity), ":"});
    append(line, printable(complaint.message));
    line.push_back({"[" + std::string(complaint.rule->name) + "]"});
    out_ << filled(line, options_.columns, 2);
    write_files(group, complaint, files_shown);
    write_details(complaint);
  }

  static void append(std::vector<Word>& line, std::string_view text) {
    for (Word& word : words(text)) line.push_back(std::move(word));
  }

  void write_files(const Group& group, const Complaint& complaint, std::size_t most) {
    if (complaint.findings.size() == 1 && complaint.findings[0]->path == group.title) return;
    const std::size_t count = complaint.findings.size();
    const std::size_t shown = options_.verbose || count <= most + 1 ? count : most;
    for (std::size_t i = 0; i < shown; ++i) {
      const Finding& finding = *complaint.findings[i];
      const std::string slice = finding.slice.empty() ? "" : " (" + finding.slice + ")";
      out_ << "    " << elided(printable(finding.path), path_columns(4 + slice.size())) << slice << '\n';
    }
    if (shown < count) out_ << "    … " << count - shown << " more (-v lists them)\n";
  }

  void write_details(const Complaint& complaint) {
    if (!options_.verbose) return;
    for (const Finding* finding : complaint.findings) {
      for (const std::string& line : finding->details) out_ << "    " << printable(line) << '\n';
    }
  }

  void write_fix(const Fix& fix, const std::string& label) {
    std::vector<Word> line{{label, color("1;32")}};
    append(line, printable(fix.summary));
    out_ << filled(line, options_.columns, label.size() + 1);
  }

  void write_verdict() {
    std::vector<Word> line;
    if (audit_.bundles.size() >= many_roots) return write_totals();
    if (!audit_.name.empty()) line.push_back({elided(printable(audit_.name), path_columns(1)), {}, ":"});
    for (std::size_t root = 0; root < audit_.bundles.size(); ++root) {
      if (root != 0) line.back().tail = ",";
      line.push_back({elided(printable(audit_.bundles[root].root), path_columns(1))});
      if (const std::string role = role_words(audit_, root); !role.empty()) line.push_back({role});
    }
    const Verdict verdict = audit_.summary.verdict;
    line.push_back({verdict_words(audit_), color(verdict == Verdict::fits           ? "1;32"
                                                 : verdict == Verdict::does_not_fit ? "1;31"
                                                                                    : "1;33")});
    line.push_back({audit_.target.name, {}, ":"});
    append(line, counts(audit_));
    out_ << filled(line, options_.columns, 2);
  }

  // For many bundles: how many there are, and which have problems.
  void write_totals() {
    Totals all;
    all.add(audit_);
    write_rows(out_, all, {}, options_);
    std::vector<Word> line;
    append(line, totals_words(all, audit_.target.name) + ": " + counts(audit_));
    out_ << filled(line, options_.columns, 2);
  }

  std::ostream& out_;
  const Audit& audit_;
  const ReportOptions& options_;
};

}  // namespace

void write_text(std::ostream& out, const Batch& batch, const ReportOptions& options) {
  const bool is_table = is_crossed(batch);
  for (const Audit& audit : batch.audits) {
    if (!is_table || options.verbose) TextReport(out, audit, options).write();
  }
  if (is_table) write_table(out, batch);
  if (options.statistics) write_statistics(out, batch);
  for (const Unjudged& part : batch.unjudged) out << printable(unjudged_words(part)) << '\n';
  if (batch.audits.size() == 1 && batch.unjudged.empty()) return;
  const Totals all = totals(batch);
  if (options.quiet && all.verdict() == Verdict::fits && batch.unjudged.empty()) return;
  // A cell has no room for the error and what fixes it.
  if (batch.audits.size() > 1) write_rows(out, all, {.platform = true, .error = is_table && !options.verbose}, options);
  if (all.bundles != 0) out << totals_words(all, {}) << '\n';
}

}  // namespace platlint
