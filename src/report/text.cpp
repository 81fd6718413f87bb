// SPDX-License-Identifier: Apache-2.0
// The text report: one group a package, worst first; what is wrong, the files, the line that mends it; the verdict
// last.
#include <algorithm>
#include <map>
#include <string>
#include <tuple>
#include <vector>

#include "report/formats.hpp"
#include "report/policy.hpp"

namespace platlint {

namespace {

constexpr std::size_t files_shown = 3;

// Findings of one package (or of no package) that say the same.
struct Complaint {
  Severity severity = Severity::note;
  std::string_view rule;
  std::string message;
  std::vector<const Finding*> findings;
};

struct Group {
  std::size_t root = 0;
  std::string title;
  std::vector<Complaint> complaints;

  Severity worst() const {
    return std::max_element(complaints.begin(), complaints.end(),
                            [](const Complaint& a, const Complaint& b) { return a.severity < b.severity; })
        ->severity;
  }
};

std::string plural(std::size_t count, std::string_view noun) {
  std::string text = std::to_string(count) + " " + std::string(noun);
  if (count != 1) text += text.ends_with('y') ? "" : "s";
  if (count != 1 && text.ends_with('y')) text.replace(text.size() - 1, 1, "ies");
  return text;
}

class TextReport {
 public:
  TextReport(std::ostream& out, const Audit& audit, const ReportOptions& options)
      : out_(out), audit_(audit), options_(options) {}

  void write() {
    if (!options_.quiet) {
      for (const Group& group : groups()) write(group);
      write_policy(out_, audit_, options_);
    }
    const bool silent = options_.quiet && audit_.summary.verdict == Verdict::fits;
    if (!silent) write_verdict();
  }

 private:
  // --- what belongs together

  std::string title(const Finding& finding) const {
    if (finding.package) {
      const Package& package = audit_.ownership[finding.root].packages[*finding.package];
      return package.version.empty() ? package.name : package.name + " " + package.version;
    }
    return finding.path.empty() ? audit_.bundles[finding.root].root : finding.path;
  }

  std::vector<Group> groups() const {
    std::vector<Group> groups;
    std::map<std::pair<std::size_t, std::string>, std::size_t> index;
    for (const Finding& finding : audit_.findings) {
      if (finding.severity == Severity::note && !options_.verbose) continue;
      const std::string name = title(finding);
      const auto [at, is_new] = index.try_emplace({finding.root, name}, groups.size());
      if (is_new) groups.push_back({finding.root, name, {}});
      add(groups[at->second], finding);
    }
    for (Group& group : groups) {
      std::stable_sort(group.complaints.begin(), group.complaints.end(),
                       [](const Complaint& a, const Complaint& b) { return a.severity > b.severity; });
    }
    std::stable_sort(groups.begin(), groups.end(),
                     [](const Group& a, const Group& b) { return a.worst() > b.worst(); });
    return groups;
  }

  static void add(Group& group, const Finding& finding) {
    const auto same = std::find_if(group.complaints.begin(), group.complaints.end(), [&](const Complaint& complaint) {
      return complaint.rule == finding.rule && complaint.message == finding.message &&
             complaint.severity == finding.severity;
    });
    if (same != group.complaints.end()) return same->findings.push_back(&finding);
    group.complaints.push_back({finding.severity, finding.rule, finding.message, {&finding}});
  }

  // --- how it looks

  std::string colored(std::string_view text, std::string_view code) const {
    if (!options_.color) return std::string(text);
    return "\x1b[" + std::string(code) + "m" + std::string(text) + "\x1b[0m";
  }

  std::string colored(Severity severity) const {
    const std::string_view code = severity == Severity::error     ? "1;31"
                                  : severity == Severity::warning ? "1;33"
                                                                  : "1;36";
    return colored(name(severity), code);
  }

  bool was_built_here(const Group& group) const {
    const Finding& finding = *group.complaints.front().findings.front();
    return finding.package && audit_.ownership[finding.root].packages[*finding.package].built_locally;
  }

  void write(const Group& group) {
    std::string where = printable(group.title);
    if (was_built_here(group)) where += " (built from source here, not downloaded)";
    if (audit_.bundles.size() > 1) where += " (in " + printable(audit_.bundles[group.root].root) + ")";
    for (const Complaint& complaint : group.complaints) {
      out_ << colored(where, "1") << ": " << colored(complaint.severity) << ": " << printable(complaint.message) << " ["
           << complaint.rule << "]\n";
      write_files(group, complaint);
    }
    write_fixes(group);
  }

  void write_files(const Group& group, const Complaint& complaint) {
    if (complaint.findings.size() == 1 && complaint.findings[0]->path == group.title) return;
    const std::size_t count = complaint.findings.size();
    const std::size_t shown = options_.verbose || count <= files_shown + 1 ? count : files_shown;
    for (std::size_t i = 0; i < shown; ++i) {
      const Finding& finding = *complaint.findings[i];
      out_ << "    " << printable(finding.path);
      if (!finding.slice.empty()) out_ << " (" << finding.slice << ")";
      out_ << '\n';
    }
    if (shown < count) out_ << "    … " << count - shown << " more (-v lists them)\n";
  }

  void write_fixes(const Group& group) {
    std::vector<std::string> written;
    for (const Complaint& complaint : group.complaints) {
      for (const Finding* finding : complaint.findings) {
        if (!finding->fix || std::find(written.begin(), written.end(), finding->fix->summary) != written.end())
          continue;
        written.push_back(finding->fix->summary);
        out_ << "  " << colored("fix:", "1;32") << ' ' << printable(finding->fix->summary) << '\n';
      }
    }
  }

  std::string roots() const {
    std::string text;
    for (const Bundle& bundle : audit_.bundles) {
      if (!text.empty()) text += ", ";
      text += printable(bundle.root);
    }
    return text;
  }

  std::string verdict() const {
    switch (audit_.summary.verdict) {
      case Verdict::fits:
        return colored("fits", "1;32");
      case Verdict::does_not_fit:
        return colored(audit_.bundles.size() > 1 ? "do not fit" : "does not fit", "1;31");
      case Verdict::not_judged:  // an audit has a target
      case Verdict::incomplete:
        return colored("could not be judged completely for", "1;33");
    }
    return "";
  }

  void write_verdict() {
    const Summary& summary = audit_.summary;
    std::string words = verdict();
    if (summary.verdict == Verdict::fits && audit_.bundles.size() > 1) words = colored("fit", "1;32");
    out_ << roots() << ' ' << words << ' ' << audit_.target.name << ": ";
    if (summary.errors != 0) out_ << plural(summary.errors, "error") << ", ";
    if (summary.warnings != 0) out_ << plural(summary.warnings, "warning") << ", ";
    if (summary.notes != 0) out_ << plural(summary.notes, "note") << ", ";
    out_ << summary.judged << " of " << plural(summary.native, "native file") << " judged, "
         << plural(summary.entries, "entry") << '\n';
  }

  std::ostream& out_;
  const Audit& audit_;
  const ReportOptions& options_;
};

}  // namespace

void write_text(std::ostream& out, const Audit& audit, const ReportOptions& options) {
  TextReport(out, audit, options).write();
}

}  // namespace platlint
