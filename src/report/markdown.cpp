// SPDX-License-Identifier: Apache-2.0
// Markdown, for a comment on a change and for the summary of a job (GitHub Flavored Markdown Spec 0.29, "Tables", "Code
// spans"). Text from a bundle is written in code spans, in which nothing is a mention or a link.
#include <algorithm>
#include <string>
#include <vector>

#include "report/code_span.hpp"
#include "report/formats.hpp"
#include "report/groups.hpp"
#include "report/statistics.hpp"
#include "report/table.hpp"
#include "report/verdict.hpp"

namespace platlint {

namespace {

constexpr std::size_t most_rows = 200;  // a comment has 65536 characters

std::string files(const Complaint& complaint) {
  const std::size_t count = complaint.findings.size();
  const std::string& first = complaint.findings.front()->path;
  if (first.empty()) return {};
  return "<br>" + code(first) + (count == 1 ? "" : " and " + std::to_string(count - 1) + " more");
}

class Report {
 public:
  Report(std::ostream& out, const ReportOptions& options) : out_(out), options_(options) {}

  void write(const Batch& batch) {
    const Totals all = totals(batch);
    const bool alone = batch.audits.size() == 1 && batch.unjudged.empty();
    out_ << "### platlint: "
         << (alone              ? words(batch.audits.front())
             : all.bundles == 0 ? std::string("nothing was judged")
                                : totals_words(all, {}))
         << "\n\n";
    for (const Audit& audit : batch.audits) write_rows(audit, batch.audits.size() > 1);
    if (is_crossed(batch)) write_crossed(batch);
    write_failures(batch);
    for (const Audit& audit : batch.audits) out_ << "- " << line(audit) << '\n';
    if (options_.statistics) write_statistics(batch);
  }

 private:
  static std::string words(const Audit& audit) { return verdict_words(audit) + " " + code(audit.target.name); }

  static std::string line(const Audit& audit) {
    std::string names = audit.name.empty() ? "" : code(audit.name) + ": ";
    if (audit.bundles.size() >= many_roots) {
      names += plural(audit.bundles.size(), "bundle");
    } else {
      for (std::size_t i = 0; i < audit.bundles.size(); ++i)
        names += (i == 0 ? "" : ", ") + code(audit.bundles[i].root);
    }
    const Summary& summary = audit.summary;
    std::string waived;
    if (summary.allowed != 0) waived += ", " + plural(summary.allowed, "finding") + " allowed";
    if (summary.baseline != 0) waived += ", " + plural(summary.baseline, "finding") + " in the baseline";
    if (summary.ignored != 0) waived += ", " + plural(summary.ignored, "finding") + " ignored";
    if (summary.excluded != 0) waived += ", " + plural(summary.excluded, "entry") + " excluded";
    if (!waived.empty() && !audit.policy.configuration.empty())
      waived += ", configuration " + code(audit.policy.configuration);
    return names + " " + words(audit) + ": " + plain_counts(audit) + waived;
  }

  // `counts` names roots if it can.
  static std::string plain_counts(const Audit& audit) {
    const std::string text = counts(audit);
    return text.find("native files in ") == std::string::npos && text.find("judged in ") == std::string::npos
               ? text
               : code(text);
  }

  void write_rows(const Audit& audit, bool several) {
    const std::vector<Group> list = groups(audit, options_.verbose);
    const std::size_t shown = std::min(list.size(), most_rows);
    if (shown == 0) return;
    if (several) out_ << "**" << code(audit.target.name) << "**\n\n";
    out_ << "| | package or file | in | what | fix |\n|---|---|---|---|---|\n";
    for (std::size_t i = 0; i < shown; ++i) write_group(audit, list[i]);
    if (shown < list.size()) out_ << "\n" << list.size() - shown << " more are not shown.\n";
    out_ << '\n';
  }

  void write_group(const Audit& audit, const Group& group) {
    std::string fix;
    for (const Fix* const one : fixes(group)) fix += (fix.empty() ? "" : "<br>") + code(one->summary);
    for (const Complaint& complaint : group.complaints) {
      out_ << "| " << name(complaint.severity) << " | " << code(group.title) << " | "
           << code(audit.bundles[group.root].root) << " | " << code(complaint.message) << " "
           << code(complaint.rule->name) << files(complaint) << " | " << fix << " |\n";
      fix.clear();
    }
  }

  void write_crossed(const Batch& batch) {
    out_ << "| bundle |";
    for (const Audit& audit : batch.audits) out_ << ' ' << code(audit.target.name) << " |";
    out_ << "\n|---|";
    for (std::size_t i = 0; i < batch.audits.size(); ++i) out_ << "---|";
    out_ << '\n';
    const std::size_t count = batch.audits.front().bundles.size();
    for (std::size_t root = 0; root < std::min(count, most_rows); ++root) {
      out_ << "| " << code(batch.audits.front().bundles[root].root) << " |";
      for (const Audit& audit : batch.audits) out_ << ' ' << cell(audit, root) << " |";
      out_ << '\n';
    }
    out_ << '\n';
  }

  void write_failures(const Batch& batch) {
    for (const Audit& audit : batch.audits) {
      for (const Bundle& bundle : audit.bundles) {
        if (bundle.failure) out_ << "- not read: " << code(bundle.root) << ": " << code(*bundle.failure) << '\n';
      }
    }
    for (const Unjudged& part : batch.unjudged) {
      out_ << "- not judged: " << code(part.name) << " of " << code(part.file) << ": " << code(part.reason) << '\n';
    }
  }

  void write_statistics(const Batch& batch) {
    out_ << "\n| findings | rule | bundles |\n|---|---|---|\n";
    for (const RuleCount& row : statistics(batch)) {
      out_ << "| " << plural(row.findings, name(row.severity)) << " | " << code(row.rule->name) << " | " << row.bundles
           << " |\n";
    }
  }

  std::ostream& out_;
  const ReportOptions& options_;
};

// --- Without a platform

std::string codes(const std::vector<std::string>& names, bool all) {
  constexpr std::size_t most_names = 12;
  const std::size_t shown = all ? names.size() : std::min(names.size(), most_names);
  std::string text;
  for (std::size_t i = 0; i < shown; ++i) text += (i == 0 ? "" : ", ") + code(names[i]);
  return shown < names.size() ? text + " and " + std::to_string(names.size() - shown) + " more" : text;
}

std::string needs_of(const Requirements& requirements) {
  std::string text;
  for (const Need& need : requirements.needs) {
    text += (text.empty() ? "" : "<br>") + code(need.what) + " (" + code(need.path) + ")";
  }
  return text;
}

std::string purpose(const Bundle& bundle, const Requirements& requirements) {
  if (bundle.failure) return "not read: " + code(*bundle.failure);
  if (requirements.platform.empty()) return no_native_words(bundle);
  std::string text = code(requirements.platform) + (requirements.everywhere ? ", and any other" : "");
  if (!requirements.minority.empty()) {
    const Need& first = requirements.minority.front();
    text += "<br>mixed: also " + code(first.what) + " in " + code(first.path);
  }
  for (const Need& claim : requirements.claims) text += "<br>" + code(claim.what) + " (" + code(claim.path) + ")";
  return text;
}

}  // namespace

void write_markdown(std::ostream& out, const Batch& batch, const ReportOptions& options) {
  Report(out, options).write(batch);
}

void write_markdown(std::ostream& out, const Survey& survey, const ReportOptions& options) {
  out << "### platlint: what is needed\n\n| bundle | is for | needs | fits |\n|---|---|---|---|\n";
  const std::size_t shown = std::min(survey.bundles.size(), most_rows);
  for (std::size_t i = 0; i < shown; ++i) {
    const Requirements& requirements = survey.requirements[i];
    out << "| " << code(survey.bundles[i].root) << " | " << purpose(survey.bundles[i], requirements) << " | "
        << needs_of(requirements) << " | " << codes(requirements.fits, options.verbose) << " |\n";
  }
  if (shown < survey.bundles.size()) out << "\n" << survey.bundles.size() - shown << " more are not shown.\n";
  for (const Bundle& bundle : survey.bundles) {
    for (const Entry& entry : bundle.entries) {
      const bool is_damaged = entry.status == Entry::Status::unreadable;
      const std::string reason = is_damaged ? entry.damage->reason : unread(entry);
      if (!reason.empty())
        out << "\n- not read: " << code(bundle.root) << " " << code(entry.path) << ": " << code(reason) << '\n';
    }
  }
}

}  // namespace platlint
