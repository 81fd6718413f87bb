// SPDX-License-Identifier: Apache-2.0
// The table. A rule that another has made pointless for the same entry stays silent by its own check, not here; what
// becomes of the file decides which rules are asked.
#include <algorithm>
#include <array>
#include <iterator>
#include <optional>
#include <utility>

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

// The gravest that a rule may say of a file of that fate; nothing: it is not asked.
//   unused           must have been read, and is asked for nothing else; that it is no binary of a target's harms
//                    nobody (zstd-jni has one for AIX)
//   lacking, shared  that it is for another platform is said of the family, or another file serves there
//   optional         asking for a later release is no worse than lacking: debugpy does without attach_linux_amd64.so
//                    where glibc is too old for it, as it does where there is none
//   has_fallback     it may fail to load, but not be broken
std::optional<Severity> gravest(const Rule& rule, Fate fate) {
  const bool of_reading = rule.about == About::damage || rule.about == About::unread;
  if (fate.kind == Fate::Kind::unused && !of_reading) return std::nullopt;
  if (fate.kind == Fate::Kind::unused && rule.about == About::damage) return Severity::note;
  if (fate.kind != Fate::Kind::loaded && rule.about == About::platform) return std::nullopt;
  const bool may_fail = (fate.optional && rule.about == About::version) || (fate.has_fallback && !of_reading);
  return may_fail ? std::min(rule.severity, Severity::warning) : rule.severity;
}

void check_entry(const WholeBundle& whole, std::size_t entry, Fate fate, Severity least, Findings& findings) {
  const Subject subject = whole.subject(entry);
  for (const auto& [rule, checks] : rows) {
    const std::optional<Severity> most = checks.check != nullptr ? gravest(rule, fate) : std::nullopt;
    if (!most || *most < least) continue;
    Findings said;
    checks.check(subject, said);
    for (Finding& finding : said) {
      if (fate.has_fallback && finding.severity > *most) finding.message += fallback_words;
      finding.severity = std::min(finding.severity, *most);
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
