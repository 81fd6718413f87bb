// SPDX-License-Identifier: Apache-2.0
// The table. A rule that another has made pointless for the same entry stays silent by its own check, not here;
// only variants look at what the others found.
#include <array>
#include <iterator>

#include "alternatives/families.hpp"
#include "loader/deployment.hpp"
#include "loader/library_index.hpp"
#include "rules/common.hpp"
#include "rules/variants.hpp"

namespace platlint {

std::span<const Rule* const> rules() {
  static constexpr std::array all{&rule::bundle_too_large,
                                  &rule::cpu_too_new,
                                  &rule::executable_stack,
                                  &rule::external_link,
                                  &rule::foreign_interpreter,
                                  &rule::foreign_search_path,
                                  &rule::foreign_variant,
                                  &rule::glibc_too_new,
                                  &rule::libstdcxx_too_new,
                                  &rule::missing_code_signature,
                                  &rule::missing_library,
                                  &rule::missing_slice,
                                  &rule::no_variant_for_target,
                                  &rule::not_a_binary,
                                  &rule::os_too_new,
                                  &rule::relocations_too_new,
                                  &rule::suffix_mismatch,
                                  &rule::tag_mismatch,
                                  &rule::text_relocations,
                                  &rule::truncated_artifact,
                                  &rule::unopened_archive,
                                  &rule::unreadable_artifact,
                                  &rule::wrong_architecture,
                                  &rule::wrong_format,
                                  &rule::wrong_kind,
                                  &rule::wrong_libc,
                                  &rule::wrong_python_abi,
                                  &rule::wrong_system};
  return all;
}

namespace {

Findings check_entry(const WholeBundle& whole, std::size_t entry, Severity least) {
  Findings findings;
  const Subject subject = whole.subject(entry);
  for (const Rule* rule : rules()) {
    if (rule->check != nullptr && rule->severity >= least) rule->check(subject, findings);
  }
  for (Finding& finding : findings) finding = placed(std::move(finding), whole, entry);
  return findings;
}

std::vector<std::size_t> entries_of_concern(const Bundle& bundle) {
  std::vector<std::size_t> entries;
  for (std::size_t i = 0; i < bundle.entries.size(); ++i) {
    if (concerns_rules(bundle.entries[i])) entries.push_back(i);
  }
  return entries;
}

// Their path is that of one file among several, or what was not read, or not to its end, may be anything.
bool stays(const Finding& finding) {
  const About about = finding.rule->about;
  return finding.severity == Severity::note || finding.path.empty() || about == About::several ||
         about == About::unread || finding.rule == &rule::truncated_artifact;
}

// Turns what was found in files that another root hides into notes that name it.
void soften_hidden(const WholeBundle& whole, Findings& findings) {
  for (Finding& finding : findings) {
    const Root* const root = stays(finding) ? nullptr : hiding(whole, finding.path);
    if (root == nullptr) continue;
    finding.severity = Severity::note;
    finding.hidden_by = root->bundle.root;
    finding.message += "; not loaded, " + root->bundle.root + " hides it";
  }
}

void append(Findings& all, Findings&& more) {
  all.insert(all.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

}  // namespace

CheckedEntries check_entries(const WholeBundle& whole, const std::vector<std::size_t>& entries, Severity least) {
  FindingsByEntry by_entry;
  for (const std::size_t entry : entries) by_entry.emplace(entry, check_entry(whole, entry, least));
  SettledVariants settled = settle_variants(whole, by_entry);
  CheckedEntries checked;
  for (auto& [entry, findings] : by_entry) append(checked.findings, std::move(findings));
  append(checked.findings, std::move(settled.findings));
  checked.unused = std::move(settled.unused);
  return checked;
}

Findings check(const WholeBundle& given, Severity least) {
  const LibraryIndex libraries(given);
  std::vector<Family> families;
  WholeBundle whole = given;
  whole.libraries = &libraries;
  if (whole.families == nullptr) {
    families = find_families(given.bundle, given.ownership);
    whole.families = &families;
  }
  auto [all, unused] = check_entries(whole, entries_of_concern(given.bundle), least);
  whole.unused = &unused;
  for (const Rule* rule : rules()) {
    if (rule->check_bundle != nullptr && rule->severity >= least) rule->check_bundle(whole, all);
  }
  soften_hidden(whole, all);
  return all;
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
