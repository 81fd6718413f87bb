// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "platlint/report.hpp"
#include "platlint/rule.hpp"

namespace platlint {

namespace {

bool is_read_whole(const Bundle& bundle) {
  return !bundle.failure && std::none_of(bundle.entries.begin(), bundle.entries.end(), [](const Entry& entry) {
    return entry.status == Entry::Status::unreadable || !unread(entry).empty();
  });
}

}  // namespace

void Totals::add(const Audit& audit) {
  has_target = true;
  std::vector<const Finding*> errors(audit.bundles.size());
  for (const Finding& finding : audit.findings) {
    if (finding.severity == Severity::error && errors[finding.root] == nullptr) errors[finding.root] = &finding;
  }
  for (std::size_t root = 0; root < audit.bundles.size(); ++root) {
    const Row row{audit.bundles[root].root, audit.target.name};
    if (const Finding* const error = errors[root]) {
      misfits.push_back(row);
      misfits.back().error = error->path + ": " + error->message;
      if (error->fix) misfits.back().fix = error->fix->summary;
    }
    if (!is_read_whole(audit.bundles[root])) incomplete.push_back(row);
  }
  bundles += audit.bundles.size();
  add(audit.summary);
}

void Totals::add(const Survey& survey) {
  for (const Bundle& bundle : survey.bundles) {
    if (!is_read_whole(bundle)) incomplete.push_back({bundle.root, {}});
  }
  bundles += survey.bundles.size();
  add(survey.summary);
}

void Totals::add(const Summary& other) {
  for (const auto count : {&Summary::entries, &Summary::native, &Summary::judged, &Summary::unreadable,
                           &Summary::unread, &Summary::errors, &Summary::warnings, &Summary::notes, &Summary::excluded,
                           &Summary::ignored, &Summary::allowed, &Summary::baseline}) {
    summary.*count += other.*count;
  }
}

bool Totals::complete() const {
  return incomplete.empty() &&
         std::all_of(unjudged.begin(), unjudged.end(), [](const Unjudged& part) { return part.accepted; });
}

Verdict Totals::verdict() const {
  if (summary.errors != 0) return Verdict::does_not_fit;
  if (!complete()) return Verdict::incomplete;
  return has_target ? Verdict::fits : Verdict::not_judged;
}

Totals totals(const Batch& batch) {
  Totals all;
  for (const Audit& audit : batch.audits) all.add(audit);
  all.unjudged = batch.unjudged;
  return all;
}

}  // namespace platlint
