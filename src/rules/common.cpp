// SPDX-License-Identifier: Apache-2.0
#include "rules/common.hpp"

#include <set>
#include <utility>

#include "alternatives/optional_parts.hpp"
#include "loader/deployment.hpp"
#include "platlint/error.hpp"

namespace platlint {

namespace {

// Content that was not read to its end may be anything. And the path may be that of one file among several.
bool stays(const Finding& finding) {
  const About about = finding.rule->about;
  return finding.severity == Severity::note || about == About::several || about == About::unread ||
         about == About::contents;
}

}  // namespace

std::optional<Target> known_target(std::string_view name) {
  try {
    return find_target(name, no_environment);
  } catch (const Error&) {
    return std::nullopt;
  }
}

bool concerns_rules(const Entry& entry) {
  return !entry.artifacts.empty() || entry.damage || entry.leaves_root || !entry.unopened.empty();
}

Finding finding(const Rule& rule, Severity severity, std::string message, std::string expected, std::string actual) {
  Finding result;
  result.rule = &rule;
  result.severity = severity;
  result.message = std::move(message);
  result.expected = std::move(expected);
  result.actual = std::move(actual);
  return result;
}

Finding of_image(Finding finding, const Subject& subject, const Artifact& image) {
  if (subject.entry.artifacts.size() > 1) finding.slice = spelling(image.format, image.architecture);
  return finding;
}

Finding placed(Finding finding, const WholeBundle& whole, std::size_t entry) {
  finding.path = whole.bundle.entries[entry].path;
  finding.package = whole.ownership.owner[entry];
  const Root* const root = stays(finding) ? nullptr : hiding(whole, finding.path);
  if (root == nullptr) return finding;
  finding.unhidden = std::exchange(finding.severity, Severity::note);
  finding.hidden_by = root->bundle.root;
  finding.message += "; not loaded, " + root->bundle.root + " hides it";
  return finding;
}

void report_lacks(const WholeBundle& whole, std::vector<Lacking> lacks, Findings& findings) {
  std::set<std::size_t> lacking;
  for (const Lacking& lack : lacks) {
    if (lack.finding.severity == Severity::error) lacking.insert(lack.entry);
  }
  const std::set<std::size_t> optional = optional_parts(whole, lacking);
  for (Lacking& lack : lacks) {
    const bool is_optional = optional.contains(lack.entry) && !is_vendored(lack.finding.expected);
    if (lack.finding.severity == Severity::error && is_optional) {
      lack.finding.severity = Severity::warning;
      lack.finding.message += "; perhaps an optional part: no file needs this one, and others like it load";
    }
    findings.push_back(placed(std::move(lack.finding), whole, lack.entry));
  }
}

}  // namespace platlint
