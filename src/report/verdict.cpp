// SPDX-License-Identifier: Apache-2.0
#include "report/verdict.hpp"

#include <algorithm>

#include "platlint/report.hpp"
#include "platlint/rule.hpp"

namespace platlint {

std::string roots(const Audit& audit) {
  std::string text;
  for (std::size_t i = 0; i < audit.bundles.size(); ++i) {
    text += (i == 0 ? "" : ", ") + printable(audit.bundles[i].root);
    if (const std::string role = role_words(audit, i); !role.empty()) text += " " + role;
  }
  return text;
}

std::string role_words(const Audit& audit, std::size_t root) {
  const bool deployed = audit.bundles.size() > 1 && audit.roles[root] != Role::alone;
  return deployed ? "(" + std::string(name(audit.roles[root])) + ")" : "";
}

std::string verdict_words(const Audit& audit) {
  const bool several = audit.bundles.size() > 1;
  switch (audit.summary.verdict) {
    case Verdict::fits:
      return several ? "fit" : "fits";
    case Verdict::does_not_fit:
      return several ? "do not fit" : "does not fit";
    case Verdict::not_judged:  // an audit has a target
    case Verdict::incomplete:
      break;
  }
  return "could not be judged completely for";
}

namespace {

// The roots without native files, if other roots have some: ", no native files in b.zip".
std::string roots_without(const Audit& audit) {
  std::string text;
  if (audit.summary.native == 0) return text;
  if (audit.bundles.size() >= many_roots) {
    const auto none = std::count_if(audit.bundles.begin(), audit.bundles.end(), is_without_native);
    return none == 0 ? text : ", none in " + plural(static_cast<std::size_t>(none), "bundle");
  }
  for (const Bundle& bundle : audit.bundles) {
    if (is_without_native(bundle)) text += ", " + no_native_words(bundle) + " in " + printable(bundle.root);
  }
  return text;
}

}  // namespace

std::string counts(const Audit& audit) {
  const Summary& summary = audit.summary;
  std::string text;
  if (summary.errors != 0) text += plural(summary.errors, "error") + ", ";
  if (summary.warnings != 0) text += plural(summary.warnings, "warning") + ", ";
  if (summary.notes != 0) text += plural(summary.notes, "note") + ", ";
  text += native_words(summary);
  if (summary.verdict != Verdict::does_not_fit) text += ", " + plural(summary.entries, "entry");
  const auto unread = std::count_if(audit.bundles.begin(), audit.bundles.end(),
                                    [](const Bundle& bundle) { return bundle.failure.has_value(); });
  if (unread != 0) text += ", " + plural(static_cast<std::size_t>(unread), "root") + " not read";
  if (summary.unread != 0) text += ", " + plural(summary.unread, "entry") + " not read";
  return text + roots_without(audit);
}

bool is_without_native(const Bundle& bundle) {
  return !bundle.failure && std::all_of(bundle.entries.begin(), bundle.entries.end(),
                                        [](const Entry& entry) { return entry.status == Entry::Status::not_native; });
}

std::string no_native_words(const Bundle& bundle) {
  const bool all_read = std::none_of(bundle.entries.begin(), bundle.entries.end(), [](const Entry& entry) {
    return entry.excluded || entry.status == Entry::Status::unreadable || !unread(entry).empty();
  });
  return all_read ? "no native files" : "no native files judged";
}

std::string native_words(const Summary& summary) {
  // Files that are excluded or not read may be native. So "no native files" is only said if the bundle was read whole.
  if (summary.native == 0) return summary.excluded + summary.unread == 0 ? "no native files" : "no native files judged";
  const std::string part = summary.unreadable == 0 ? "" : std::to_string(summary.judged) + " of ";
  return part + plural(summary.native, "native file") + " judged";
}

std::string unjudged_words(const Unjudged& part) {
  return part.file + ": " + part.name + " is not judged: " + part.reason;
}

std::string totals_words(const Totals& totals, std::string_view platform) {
  const std::string all = plural(totals.bundles, "bundle");
  const std::string where = platform.empty() ? "" : " " + std::string(platform);
  const std::size_t misfits = totals.misfits.size();
  std::string text =
      misfits != 0 ? std::to_string(misfits) + " of " + all + (misfits == 1 ? " does" : " do") + " not fit" + where
      : totals.complete() ? all + (totals.bundles == 1 ? " fits" : " fit") + where
                          : "";
  const std::size_t unread = totals.incomplete.size();
  if (unread != 0) {
    text += text.empty() ? std::to_string(unread) + " of " + all : ", " + std::to_string(unread);
    text += " could not be read";
    if (misfits == 0) text += where.empty() ? "" : " for" + where;
  }
  const auto open = std::count_if(totals.unjudged.begin(), totals.unjudged.end(),
                                  [](const Unjudged& part) { return !part.accepted; });
  const std::string parts = plural(static_cast<std::size_t>(open), "part") + " of the deployment not judged";
  if (open != 0) text += text.empty() ? "no error in " + all + ", but " + parts : ", " + parts;
  return text;
}

std::string plural(std::size_t count, std::string_view noun) {
  std::string text = std::to_string(count) + " " + std::string(noun);
  if (count == 1) return text;
  if (!text.ends_with('y')) return text + "s";
  text.replace(text.size() - 1, 1, "ies");
  return text;
}

}  // namespace platlint
