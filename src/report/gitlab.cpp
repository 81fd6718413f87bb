// SPDX-License-Identifier: Apache-2.0
// GitLab's code quality (docs.gitlab.com, "Code Quality", "Import code quality results": an array of objects with
// description, check_name, fingerprint, severity, location.path and location.lines.begin).
#include <array>
#include <cstdint>
#include <map>
#include <nlohmann/json.hpp>
#include <string>

#include "platlint/rule.hpp"
#include "report/formats.hpp"
#include "report/place.hpp"
#include "report/verdict.hpp"
#include "text/utf8.hpp"

namespace platlint {

namespace {

using Json = nlohmann::ordered_json;

// FNV-1a, 64 bits: the same problem has the same fingerprint in every run.
std::string fingerprint(std::string_view text) {
  std::uint64_t hash = 0xcbf29ce484222325;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3;
  constexpr std::string_view digits = "0123456789abcdef";
  std::string result;
  for (int shift = 60; shift >= 0; shift -= 4) result += digits[(hash >> shift) & 0xF];
  return result;
}

std::string_view severity(Severity severity) {
  return severity == Severity::error ? "critical" : severity == Severity::warning ? "minor" : "info";
}

class Report {
 public:
  void add(const Audit& audit) {
    for (const Finding& finding : audit.findings) add(audit, finding);
    for (const Bundle& bundle : audit.bundles) {
      if (bundle.failure) add("unread", "critical", bundle.root, bundle.root + ": " + *bundle.failure, "");
      for (const Entry& entry : bundle.entries) {
        const std::string reason = unread(entry);
        if (!reason.empty()) {
          add("unread", "critical", place(bundle, entry.path).file, entry.path + ": " + reason, entry.path);
        }
      }
    }
  }

  void add(const Unjudged& part) {
    add("not-judged", part.accepted ? "info" : "critical", part.file, unjudged_words(part), part.name);
  }

  const Json& list() const { return list_; }

 private:
  void add(const Audit& audit, const Finding& finding) {
    std::string text = finding.path.empty() ? "" : finding.path + ": ";
    text += (finding.slice.empty() ? "" : finding.slice + ": ") + finding.message;
    if (finding.fix) text += "; fix: " + finding.fix->summary;
    add(finding.rule->name, severity(finding.severity), place(audit.bundles[finding.root], finding.path).file, text,
        audit.target.name + ":" + finding.path + ":" + finding.slice);
  }

  void add(std::string_view check, std::string_view how_severe, const std::string& file, const std::string& text,
           const std::string& what) {
    // Findings with the same text are told apart by a number.
    const std::string key = std::string(check) + ":" + file + ":" + what;
    const std::size_t number = seen_[key]++;
    list_.push_back({{"description", printable(text)},
                     {"check_name", check},
                     {"fingerprint", fingerprint(key + (number == 0 ? "" : ":" + std::to_string(number)))},
                     {"severity", how_severe},
                     {"location", {{"path", text::valid_utf8(file)}, {"lines", {{"begin", 1}}}}}});
  }

  Json list_ = Json::array();
  std::map<std::string, std::size_t> seen_;
};

}  // namespace

void write_gitlab(std::ostream& out, const Batch& batch, const ReportOptions&) {
  Report report;
  for (const Audit& audit : batch.audits) report.add(audit);
  for (const Unjudged& part : batch.unjudged) report.add(part);
  out << report.list().dump(2, ' ', true) << '\n';
}

}  // namespace platlint
