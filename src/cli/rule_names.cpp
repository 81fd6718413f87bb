// SPDX-License-Identifier: Apache-2.0
#include "cli/rule_names.hpp"

#include <algorithm>

#include "platlint/error.hpp"
#include "platlint/report.hpp"
#include "text/nearest.hpp"

namespace platlint::cli {

const Rule& find_rule(std::string_view name) {
  const auto row = std::find_if(rules().begin(), rules().end(), [&](const Rule* rule) { return rule->name == name; });
  if (row != rules().end()) return **row;
  std::vector<std::string> names;
  for (const Rule* known : rules()) names.emplace_back(known->name);
  const std::string nearest = did_you_mean(nearest_names(name, names));
  throw Error("unknown rule '" + printable(name) + "'" + (nearest.empty() ? " (see platlint --list-rules)" : nearest));
}

void require_rules(const std::vector<std::string>& names) {
  for (const std::string& name : names) find_rule(name);
}

}  // namespace platlint::cli
