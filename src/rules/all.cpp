// SPDX-License-Identifier: Apache-2.0
// The table. If another rule has made a rule pointless for the same entry, the rule's own check stays silent, not this
// file. The fate of a file decides which rules are called.
#include <algorithm>
#include <array>
#include <iterator>
#include <optional>
#include <utility>

#include "alternatives/java_fallbacks.hpp"
#include "rules/common.hpp"
#include "rules/variants.hpp"

namespace platlint {

std::span<const Rule* const> rules() {
  static constexpr std::array all{
#define ROW(name) &rule::name,
#include "rules/rows.def"
#undef ROW
  };
  return all;
}

namespace {

struct Row {
  const Rule& rule;
  const Checks& checks;
};

constexpr std::array rows{
#define ROW(name) Row{rule::name, rule::name##_checks},
#include "rules/rows.def"
#undef ROW
};

// The highest severity that a rule may report for a file with that fate; unset: the rule is not called.
// - unused: The file must be readable, and nothing more. If it is not a binary of a target's, that harms nobody:
//   zstd-jni has one for AIX.
// - lacking, shared: The family reports that it is for another platform, or another file serves there.
// - optional: To need a later release is no worse than to be missing. debugpy works without attach_linux_amd64.so,
//   whether glibc is too old for it or it does not exist.
std::optional<Severity> highest_severity(const Rule& rule, Fate fate) {
  const bool of_reading = rule.about == About::damage || rule.about == About::unread;
  if (fate.kind == Fate::Kind::unused && !of_reading) return std::nullopt;
  if (fate.kind == Fate::Kind::unused && rule.about == About::damage) return Severity::note;
  if (fate.kind != Fate::Kind::loaded && rule.about == About::platform) return std::nullopt;
  return fate.optional && rule.about == About::version ? Severity::warning : rule.severity;
}

// A file that Java code works without may fail to load, but must not be broken.
void spare_fallback(const Rule& rule, const Entry& entry, Finding& finding) {
  const bool of_reading = rule.about == About::damage || rule.about == About::unread;
  if (finding.severity != Severity::error || of_reading || !has_java_fallback(entry.path)) return;
  finding.severity = Severity::warning;
  finding.message += fallback_words;
}

void check_entry(const WholeBundle& whole, std::size_t entry, Fate fate, Severity least, Findings& findings) {
  const Subject subject = whole.subject(entry);
  for (const auto& [rule, checks] : rows) {
    const std::optional<Severity> most = checks.check != nullptr ? highest_severity(rule, fate) : std::nullopt;
    if (!most || *most < least) continue;
    Findings said;
    checks.check(subject, said);
    for (Finding& finding : said) {
      finding.severity = std::min(finding.severity, *most);
      spare_fallback(rule, subject.entry, finding);
      findings.push_back(placed(std::move(finding), whole, entry));
    }
  }
}

std::vector<std::size_t> entries_of_concern(const Bundle& bundle) {
  std::vector<std::size_t> entries;
  for (std::size_t i = 0; i < bundle.entries.size(); ++i) {
    if (concerns_rules(bundle.entries[i])) entries.push_back(i);
  }
  return entries;
}

}  // namespace

Findings check_entries(const WholeBundle& whole, const Fates& fates, const std::vector<std::size_t>& entries,
                       Severity least) {
  Findings findings;
  for (const std::size_t entry : entries) check_entry(whole, entry, fates.of(entry), least, findings);
  Findings variants = check_variants(whole, fates);
  std::move(variants.begin(), variants.end(), std::back_inserter(findings));
  return findings;
}

Findings check(const WholeBundle& whole, const std::vector<Family>& families, Severity least) {
  const LibraryIndex libraries(whole);
  const Fates fates = find_fates(whole, families);
  const Evidence evidence{whole, libraries, families, fates};
  Findings findings = check_entries(whole, fates, entries_of_concern(whole.bundle), least);
  for (const auto& [rule, checks] : rows) {
    if (checks.check_bundle != nullptr && rule.severity >= least) checks.check_bundle(evidence, findings);
  }
  return findings;
}

Findings check(const WholeBundle& whole, Severity least) {
  return check(whole, find_families(whole.bundle, whole.ownership), least);
}

std::string_view name(Severity severity) {
  switch (severity) {
    case Severity::note:
      return "note";
    case Severity::warning:
      return "warning";
    case Severity::error:
      return "error";
  }
  return "error";
}

}  // namespace platlint
