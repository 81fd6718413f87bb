// SPDX-License-Identifier: Apache-2.0
// Joins the tables. A rule that another has made pointless for the same entry stays silent by its own check, not here.
#include <algorithm>

#include "rules/common.hpp"

namespace platlint {

std::span<const Rule> rules() {
  static const std::vector<Rule> all = [] {
    std::vector<Rule> joined;
    for (const std::span<const Rule> table :
         {identity_rules(), runtime_rules(), version_rules(), library_rules(), system_rules(), python_rules(),
          integrity_rules(), limit_rules(), tag_rules()}) {
      joined.insert(joined.end(), table.begin(), table.end());
    }
    std::sort(joined.begin(), joined.end(), [](const Rule& a, const Rule& b) { return a.name < b.name; });
    return joined;
  }();
  return all;
}

Findings check(const WholeBundle& whole) {
  Findings findings;
  for (std::size_t i = 0; i < whole.bundle.entries.size(); ++i) {
    const std::size_t before = findings.size();
    for (const Rule& rule : rules()) {
      if (rule.check != nullptr) rule.check(whole.subject(i), findings);
    }
    for (std::size_t j = before; j < findings.size(); ++j) {
      findings[j].path = whole.bundle.entries[i].path;
      findings[j].package = whole.ownership.owner[i];
    }
  }
  for (const Rule& rule : rules()) {
    if (rule.check_bundle != nullptr) rule.check_bundle(whole, findings);
  }
  return findings;
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
