// SPDX-License-Identifier: Apache-2.0
#include "report/html/judgements.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "report/groups.hpp"
#include "report/table.hpp"
#include "text/words.hpp"

namespace platlint::html {

namespace {

// The entry with this path; unset if the finding is about the whole bundle.
std::optional<std::size_t> entry_of(const Bundle& bundle, std::string_view path) {
  const auto found = std::lower_bound(bundle.entries.begin(), bundle.entries.end(), path,
                                      [](const Entry& entry, std::string_view value) { return entry.path < value; });
  if (path.empty() || found == bundle.entries.end() || found->path != path) return std::nullopt;
  return static_cast<std::size_t>(found - bundle.entries.begin());
}

Json complaint_data(const Bundle& bundle, const Complaint& complaint) {
  Json row{{"severity", name(complaint.severity)},
           {"rule", complaint.rule->name},
           {"message", printable(complaint.message)},
           {"files", Json::array()}};
  Json details = Json::array();
  Json unused = Json::array();
  for (const Finding* const finding : complaint.findings) {
    if (const auto entry = entry_of(bundle, finding->path)) row["files"].push_back(*entry);
    for (const std::string& line : finding->details) details.push_back(printable(line));
    for (const std::size_t entry : finding->entries) unused.push_back(entry);
  }
  if (!details.empty()) row["details"] = details;
  if (!unused.empty()) row["unused"] = unused;
  return row;
}

std::string origin(const Audit& audit, const Group& group) {
  if (!group.package) return {};
  const Package& package = audit.ownership[group.root].packages[*group.package];
  if (package.built_locally) return "built from source here, not downloaded";
  return package.perhaps_built ? "perhaps built from source here" : "";
}

Json group_data(const Audit& audit, const Group& group, bool notes) {
  const Bundle& bundle = audit.bundles[group.root];
  Json row{{"title", printable(group.title)},
           {"package", group.package ? Json(*group.package) : Json(-1)},
           {"origin", origin(audit, group)},
           {"complaints", Json::array()},
           {"fixes", Json::array()}};
  for (const Complaint& complaint : group.complaints) {
    if ((complaint.severity == Severity::note) == notes) row["complaints"].push_back(complaint_data(bundle, complaint));
  }
  if (notes) return row;
  for (const Fix* const fix : fixes(group)) row["fixes"].push_back(fix_data(*fix));
  return row;
}

Json waived_data(const Audit& audit, std::size_t root) {
  Json list = Json::array();
  for (const WaivedFinding& one : audit.policy.waived) {
    if (one.finding.root != root) continue;
    list.push_back({{"severity", name(one.finding.severity)},
                    {"rule", one.finding.rule->name},
                    {"message", printable(one.finding.message)},
                    {"path", printable(one.finding.path)},
                    {"why", one.allowance ? "allowed: " + printable(one.reason) : "in the baseline"}});
  }
  return list;
}

}  // namespace

// The text to copy: the arguments, if there are any.
Json fix_data(const Fix& fix) {
  std::string line;
  for (const std::string& argument : fix.arguments) line += (line.empty() ? "" : " ") + text::shell_word(argument);
  return {{"summary", printable(fix.summary)}, {"line", printable(line)}, {"installer", printable(fix.installer)}};
}

// One audit, root by root.
Json judgements(const Audit& audit, std::size_t platform) {
  Json list = Json::array();
  for (std::size_t root = 0; root < audit.bundles.size(); ++root) {
    list.push_back({{"platform", platform},
                    {"cell", cell(audit, root)},
                    {"errors", 0},
                    {"warnings", 0},
                    {"notes", 0},
                    {"groups", Json::array()},
                    {"remarks", Json::array()},
                    {"waived", waived_data(audit, root)}});
  }
  for (const Finding& finding : audit.findings) {
    Json& count = list[finding.root][std::string(name(finding.severity)) + "s"];
    count = count.get<std::size_t>() + 1;
  }
  for (const Group& group : groups(audit, false)) list[group.root]["groups"].push_back(group_data(audit, group, false));
  for (const Group& group : groups(audit, true)) {
    Json row = group_data(audit, group, true);
    if (!row["complaints"].empty()) list[group.root]["remarks"].push_back(std::move(row));
  }
  return list;
}

}  // namespace platlint::html
