// SPDX-License-Identifier: Apache-2.0
// The output of --list-platforms and --list-rules for programs.
#include "platlint/rule.hpp"
#include "platlint/version.hpp"
#include "report/documentation.hpp"
#include "report/json.hpp"

namespace platlint {

namespace {

void write_list(std::ostream& out, const std::string& name, Json rows) {
  const Json list{{"schema_version", "1.0"},
                  {"tool", {{"name", "platlint"}, {"version", program_version()}}},
                  {name, std::move(rows)}};
  out << list.dump(2, ' ', true) << '\n';
}

}  // namespace

void write_platforms(std::ostream& out, const std::vector<Platform>& platforms) {
  Json rows = Json::array();
  for (const Platform& platform : platforms) {
    rows.push_back({{"name", platform.name}, {"aliases", platform.aliases}, {"description", platform.description}});
  }
  write_list(out, "platforms", std::move(rows));
}

void write_rules(std::ostream& out) {
  Json rows = Json::array();
  for (const Rule* const rule : rules()) {
    Json row{{"name", rule->name},
             {"severity", name(rule->severity)},
             {"summary", rule->summary},
             {"why", rule->why},
             {"reference", rule->reference}};
    if (const std::string address = help_uri(documentation(), *rule); !address.empty()) row["help_uri"] = address;
    rows.push_back(std::move(row));
  }
  write_list(out, "rules", std::move(rows));
}

}  // namespace platlint
