// SPDX-License-Identifier: Apache-2.0
// Annotations of GitHub Actions: docs.github.com, "Workflow commands". One per package, worst first, because at most
// ten of a kind are shown per step. A line that begins with "::" is a command, so no line begins with text from a
// bundle. Characters that a runner decodes (actions/toolkit, packages/core/src/command.ts) are encoded.
#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "report/formats.hpp"
#include "report/groups.hpp"
#include "report/place.hpp"
#include "report/verdict.hpp"

namespace platlint {

namespace {

constexpr std::size_t most_shown = 10;
constexpr std::size_t files_shown = 10;

struct Annotation {
  Severity severity = Severity::note;
  std::string file;  // on disk; empty: no file
  std::string title;
  std::string message;  // lines
};

std::string encoded(std::string_view text, std::string_view characters) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string result;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (characters.find(c) == std::string_view::npos) {
      result += c;
    } else {
      result += {'%', digits[byte >> 4], digits[byte & 0xF]};
    }
  }
  return result;
}

std::string data(std::string_view text) {
  return encoded(text, "%\r\n");
}
std::string property(std::string_view text) {
  return encoded(text, "%\r\n:,");
}

std::string_view command(Severity severity) {
  return severity == Severity::note ? "notice" : name(severity);
}

void append(std::string& text, const Complaint& complaint) {
  text += std::string(name(complaint.severity)) + ": " + printable(complaint.message) + " [" +
          std::string(complaint.rule->name) + "]\n";
  const std::size_t count = complaint.findings.size();
  const std::size_t shown = count <= files_shown + 1 ? count : files_shown;
  for (std::size_t i = 0; i < shown; ++i) {
    const Finding& finding = *complaint.findings[i];
    if (finding.path.empty()) continue;
    text += "  " + printable(finding.path) + (finding.slice.empty() ? "" : " (" + finding.slice + ")") + "\n";
  }
  if (shown < count) text += "  … " + std::to_string(count - shown) + " more\n";
}

Annotation annotation(const Audit& audit, const Group& group) {
  const Finding& first = *group.complaints.front().findings.front();
  const Bundle& bundle = audit.bundles[group.root];
  Annotation result{group.worst(), place(bundle, first.path).file, printable(group.title), {}};
  if (audit.bundles.size() > 1) result.title += " (in " + printable(bundle.root) + ")";
  for (const Complaint& complaint : group.complaints) append(result.message, complaint);
  for (const Fix* fix : fixes(group)) result.message += "fix: " + printable(fix->summary) + "\n";
  return result;
}

// The annotations of one severity. The last one stands for all that would not be shown.
std::vector<Annotation> shown(const std::vector<Annotation>& all, Severity severity) {
  std::vector<Annotation> list;
  std::copy_if(all.begin(), all.end(), std::back_inserter(list),
               [&](const Annotation& annotation) { return annotation.severity == severity; });
  if (list.size() <= most_shown) return list;
  Annotation rest{severity, {}, std::to_string(list.size() - most_shown + 1) + " more", {}};
  for (std::size_t i = most_shown - 1; i < list.size(); ++i) rest.message += list[i].title + "\n";
  list.resize(most_shown - 1);
  list.push_back(rest);
  return list;
}

void write(std::ostream& out, const Annotation& annotation) {
  std::string_view message = annotation.message;
  if (message.ends_with('\n')) message.remove_suffix(1);
  out << "::" << command(annotation.severity) << ' ';
  if (!annotation.file.empty()) out << "file=" << property(printable(annotation.file)) << ',';
  out << "title=" << property("platlint: " + annotation.title) << "::" << data(message) << '\n';
}

std::string hidden_by_configuration(const Audit& audit) {
  const Summary& summary = audit.summary;
  const bool hides = summary.allowed + summary.baseline + summary.ignored + summary.excluded != 0;
  return hides && !audit.policy.configuration.empty() ? ", configuration " + printable(audit.policy.configuration) : "";
}

void add(std::vector<Annotation>& all, const Audit& audit, const ReportOptions& options) {
  for (const Bundle& bundle : audit.bundles) {
    if (!bundle.failure) continue;
    all.push_back({Severity::error, bundle.root, printable(bundle.root) + " was not read", printable(*bundle.failure)});
  }
  all.push_back({Severity::note,
                 {},
                 verdict_words(audit),
                 roots(audit) + " " + verdict_words(audit) + " " + audit.target.name + ": " + counts(audit) +
                     hidden_by_configuration(audit)});
  for (const Group& group : groups(audit, options.verbose)) all.push_back(annotation(audit, group));
}

}  // namespace

void write_github(std::ostream& out, const Batch& batch, const ReportOptions& options) {
  std::vector<Annotation> all;
  for (const Unjudged& part : batch.unjudged) {
    all.push_back({part.accepted ? Severity::note : Severity::error, part.file, printable(part.name) + " is not judged",
                   printable(unjudged_words(part))});
  }
  for (const Audit& audit : batch.audits) add(all, audit, options);
  for (const Severity severity : std::array{Severity::error, Severity::warning, Severity::note}) {
    for (const Annotation& annotation : shown(all, severity)) write(out, annotation);
  }
}

}  // namespace platlint
