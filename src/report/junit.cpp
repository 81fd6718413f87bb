// SPDX-License-Identifier: Apache-2.0
// JUnit's XML, in the form that Jenkins and GitLab read: a suite per root, a test per package, and one for the root
// itself. A test has at most one outcome, because readers take the first: `failure` if there are errors, `error` if
// something could not be read. There are no times: the same audit gives the same bytes.
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "report/formats.hpp"
#include "report/verdict.hpp"
#include "rules/rows.hpp"

namespace platlint {

namespace {

// XML 1.0, 2.2 and 2.4: `printable` has already removed the characters that XML does not allow. In an attribute,
// readers turn a line's end into a space, unless it is a reference (3.3.3).
std::string xml(std::string_view text) {
  std::string result;
  for (const char c : text) {
    if (c == '&')
      result += "&amp;";
    else if (c == '<')
      result += "&lt;";
    else if (c == '>')
      result += "&gt;";
    else if (c == '"')
      result += "&quot;";
    else
      result += c;
  }
  return result;
}

std::string escaped(std::string_view text) {
  return xml(printable(text));
}

struct Test {
  std::string name;
  std::vector<const Finding*> findings;
  std::size_t unreadable = 0;  // native files
  std::size_t unread = 0;      // may hold native files, and was not opened

  bool holds_none = false;  // for a root: it has no native files

  bool incomplete() const { return unreadable + unread != 0; }
  const Finding* worst() const {
    const Finding* worst = nullptr;
    for (const Finding* finding : findings) {
      if (worst == nullptr || finding->severity > worst->severity) worst = finding;
    }
    return worst;
  }
  bool fails() const { return worst() != nullptr && worst()->severity == Severity::error; }
};

struct Suite {
  const Bundle& bundle;
  std::string name;    // of the root; if it is judged for several platforms, with the platform
  std::string target;  // the platform
  std::string configuration;
  std::vector<Test> tests;  // the first is the root itself
};

std::string line(const Finding& finding) {
  std::string text = std::string(name(finding.severity)) + ": ";
  if (!finding.path.empty()) text += finding.path;
  if (!finding.slice.empty()) text += " (" + finding.slice + ")";
  if (!finding.path.empty()) text += ": ";
  return printable(text + finding.message) + " [" + std::string(finding.rule->name) + "]\n";
}

// "2 native files could not be read, 1 entry not read"
std::string missing(const Test& test) {
  std::string text;
  if (test.unreadable != 0) text = plural(test.unreadable, "native file") + " could not be read";
  if (test.unread == 0) return text;
  return text + (text.empty() ? "" : ", ") + plural(test.unread, "entry") + " not read";
}

std::string body(const Test& test) {
  std::string text;
  std::set<std::string_view> fixes;
  for (const Finding* finding : test.findings) text += line(*finding);
  for (const Finding* finding : test.findings) {
    if (finding->fix && fixes.insert(finding->fix->summary).second) {
      text += "fix: " + printable(finding->fix->summary) + "\n";
    }
  }
  if (test.incomplete()) text += missing(test) + "\n";
  return xml(text);
}

// "numpy 2.2.6"; if the bundle holds a second copy, its name includes its place.
std::string test_name(const Package& package, std::set<std::string>& taken) {
  const std::string name = package.version.empty() ? package.name : package.name + " " + package.version;
  return taken.insert(name).second ? name : name + " (" + package.path + ")";
}

// The packages that have native files, or findings.
Suite suite(const Audit& audit, std::size_t root, const std::vector<const Finding*>& findings, bool several) {
  const Bundle& bundle = audit.bundles[root];
  const Ownership& ownership = audit.ownership[root];
  const std::string name = bundle.root + (several ? " on " + audit.target.name : "");
  Suite result{bundle,
               name,
               audit.target.name,
               audit.policy.configuration,
               {{bundle.root, {}, 0, 0, is_without_native(bundle)}}};
  std::map<std::size_t, std::size_t> index;
  std::set<std::string> taken{bundle.root};
  const auto test_of = [&](const std::optional<std::size_t>& package) -> Test& {
    if (!package) return result.tests.front();
    const auto [at, is_new] = index.try_emplace(*package, result.tests.size());
    if (is_new) result.tests.push_back({test_name(ownership.packages[*package], taken), {}, 0, 0, false});
    return result.tests[at->second];
  };
  for (std::size_t i = 0; i < bundle.entries.size(); ++i) {
    const bool is_unread = !unread(bundle.entries[i]).empty();
    if (bundle.entries[i].status == Entry::Status::not_native && !is_unread) continue;
    Test& test = test_of(ownership.owner[i]);
    if (bundle.entries[i].status == Entry::Status::unreadable) ++test.unreadable;
    if (is_unread) ++test.unread;
  }
  for (const Finding* finding : findings) test_of(finding->package).findings.push_back(finding);
  return result;
}

void write_outcome(std::ostream& out, std::string_view element, std::string_view type, std::string_view message,
                   std::string_view content) {
  out << "      <" << element << " type=\"" << escaped(type) << "\" message=\"" << escaped(message) << "\">" << content
      << "</" << element << ">\n";
}

void write_test(std::ostream& out, const Suite& suite, const Test& test) {
  out << "    <testcase classname=\"" << escaped(suite.name) << "\" name=\"" << escaped(test.name) << "\">\n";
  if (suite.bundle.failure) {
    write_outcome(out, "error", "unreadable-root", *suite.bundle.failure, "");
  } else if (test.fails()) {
    write_outcome(out, "failure", test.worst()->rule->name, test.worst()->message, body(test));
  } else if (test.incomplete()) {
    const std::string_view type = test.unreadable != 0 ? rule::unreadable_artifact.name : "unread";
    write_outcome(out, "error", type, missing(test), body(test));
  } else if (const std::string text = (test.holds_none ? no_native_words(suite.bundle) + "\n" : "") + body(test);
             !text.empty()) {
    out << "      <system-out>" << text << "</system-out>\n";
  }
  out << "    </testcase>\n";
}

struct Counts {
  std::size_t tests = 0;
  std::size_t failures = 0;
  std::size_t errors = 0;
};

Counts count(const Suite& suite) {
  Counts counts{suite.tests.size(), 0, 0};
  for (const Test& test : suite.tests) {
    if (test.fails())
      ++counts.failures;
    else if (suite.bundle.failure || test.incomplete())
      ++counts.errors;
  }
  return counts;
}

std::ostream& operator<<(std::ostream& out, const Counts& counts) {
  return out << " tests=\"" << counts.tests << "\" failures=\"" << counts.failures << "\" errors=\"" << counts.errors
             << '"';
}

void write_suite(std::ostream& out, const Suite& suite) {
  out << "  <testsuite name=\"" << escaped(suite.name) << '"' << count(suite) << " skipped=\"0\">\n"
      << "    <properties>\n      <property name=\"target\" value=\"" << escaped(suite.target) << "\"/>\n";
  if (!suite.configuration.empty())
    out << "      <property name=\"configuration\" value=\"" << escaped(suite.configuration) << "\"/>\n";
  out << "    </properties>\n";
  for (const Test& test : suite.tests) write_test(out, suite, test);
  out << "  </testsuite>\n";
}

// The parts of a template that were not judged. If the user accepted one, it is a skipped test.
void write_unjudged(std::ostream& out, const std::vector<Unjudged>& unjudged, const Counts& counts) {
  out << "  <testsuite name=\"not judged\"" << counts << " skipped=\"" << counts.tests - counts.errors << "\">\n";
  for (const Unjudged& part : unjudged) {
    out << "    <testcase classname=\"" << escaped(part.file) << "\" name=\"" << escaped(part.name) << "\">\n";
    if (part.accepted) {
      out << "      <skipped message=\"" << escaped(part.reason) << "\"/>\n";
    } else {
      write_outcome(out, "error", "not-judged", part.reason, "");
    }
    out << "    </testcase>\n";
  }
  out << "  </testsuite>\n";
}

Counts count(const std::vector<Unjudged>& unjudged) {
  Counts counts{unjudged.size(), 0, 0};
  for (const Unjudged& part : unjudged) counts.errors += part.accepted ? 0U : 1U;
  return counts;
}

Counts operator+(const Counts& one, const Counts& other) {
  return {one.tests + other.tests, one.failures + other.failures, one.errors + other.errors};
}

void add_suites(std::vector<Suite>& suites, const Audit& audit, bool several) {
  std::vector<std::vector<const Finding*>> findings(audit.bundles.size());
  for (const Finding& finding : audit.findings) findings[finding.root].push_back(&finding);
  for (std::size_t root = 0; root < audit.bundles.size(); ++root) {
    suites.push_back(suite(audit, root, findings[root], several));
  }
}

}  // namespace

void write_junit(std::ostream& out, const Batch& batch, const ReportOptions&) {
  std::vector<Suite> suites;
  for (const Audit& audit : batch.audits) add_suites(suites, audit, batch.audits.size() > 1);
  Counts total = count(batch.unjudged);
  for (const Suite& suite : suites) total = total + count(suite);
  out << "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"platlint\"" << total << ">\n";
  for (const Suite& suite : suites) write_suite(out, suite);
  if (!batch.unjudged.empty()) write_unjudged(out, batch.unjudged, count(batch.unjudged));
  out << "</testsuites>\n";
}

}  // namespace platlint
