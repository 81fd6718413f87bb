// SPDX-License-Identifier: Apache-2.0
#include "report/statistics.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "report/verdict.hpp"

namespace platlint {

std::vector<RuleCount> statistics(const Batch& batch) {
  struct Count {
    std::size_t findings = 0;
    std::set<std::pair<std::size_t, std::size_t>> bundles;
  };
  std::map<std::pair<const Rule*, Severity>, Count> counts;
  for (std::size_t i = 0; i < batch.audits.size(); ++i) {
    for (const Finding& finding : batch.audits[i].findings) {
      Count& count = counts[{finding.rule, finding.severity}];
      ++count.findings;
      count.bundles.emplace(i, finding.root);
    }
  }
  std::vector<RuleCount> rows;
  for (const auto& [key, count] : counts) {
    rows.push_back({key.first, key.second, count.findings, count.bundles.size()});
  }
  std::sort(rows.begin(), rows.end(), [](const RuleCount& a, const RuleCount& b) {
    return std::tie(b.severity, b.findings, a.rule->name) < std::tie(a.severity, a.findings, b.rule->name);
  });
  return rows;
}

void write_statistics(std::ostream& out, const Batch& batch) {
  for (const RuleCount& row : statistics(batch)) {
    out << plural(row.findings, name(row.severity)) << " of " << row.rule->name << " in "
        << plural(row.bundles, "bundle") << '\n';
  }
}

}  // namespace platlint
