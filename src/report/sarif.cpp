// SPDX-License-Identifier: Apache-2.0
// SARIF 2.1.0 (OASIS Standard, with Errata 01), for code hosts and editors. A binary has no lines, so no result has a
// region.
#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>

#include "platlint/rule.hpp"
#include "platlint/version.hpp"
#include "report/documentation.hpp"
#include "report/formats.hpp"
#include "report/place.hpp"
#include "report/verdict.hpp"
#include "text/path.hpp"
#include "text/utf8.hpp"

namespace platlint {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view working_directory = "%SRCROOT%";  // the name that code hosts know (3.14.14)

Json message(std::string_view text) {
  // 3.11.6: "[text](address)" is a link, and names come from strangers.
  std::string safe = printable(text);
  for (std::size_t at = 0; (at = safe.find("](", at)) != std::string::npos; ++at) safe.insert(at + 1, " ");
  return {{"text", safe}};
}

Json to_json(const Rule& rule) {
  const std::string help = std::string(rule.why) + "\n\nSource: " + std::string(rule.reference) +
                           "\n\nEach result names what fixes it, for the installer that made the bundle.";
  Json row{
      {"id", rule.name}, {"shortDescription", {{"text", rule.summary}}}, {"fullDescription", {{"text", rule.why}}}};
  if (const std::string address = help_uri(documentation(), rule); !address.empty()) row["helpUri"] = address;
  row["help"] = {{"text", help}};
  row["defaultConfiguration"] = {{"level", name(rule.severity)}};
  return row;
}

Json driver() {
  Json table = Json::array();
  for (const Rule* rule : rules()) table.push_back(to_json(*rule));
  return {
      {"name", "platlint"}, {"version", program_version()}, {"semanticVersion", program_version()}, {"rules", table}};
}

std::ptrdiff_t rule_index(const Rule* rule) {
  return std::find(rules().begin(), rules().end(), rule) - rules().begin();
}

// For an absolute root: the directory that its files are relative to. Empty: the working directory.
std::filesystem::path base(const Bundle& bundle) {
  const std::filesystem::path root = std::filesystem::path(bundle.root).lexically_normal();
  if (!root.is_absolute()) return {};
  return bundle.archive_size == 0 && !bundle.failure ? root : root.parent_path();
}

std::string base_name(const Bundle& bundle, std::size_t root) {
  return base(bundle).empty() ? std::string(working_directory) : "ROOT" + std::to_string(root + 1);
}

Json original_uri_base_ids(const Audit& audit) {
  Json bases = Json::object();
  for (std::size_t root = 0; root < audit.bundles.size(); ++root) {
    const Bundle& bundle = audit.bundles[root];
    const std::string directory = base(bundle).generic_string();
    if (directory.empty()) {
      bases[base_name(bundle, root)] = {{"description", {{"text", "the directory that platlint was run in"}}}};
    } else {
      const std::string uri = "file://" + std::string(directory.starts_with('/') ? "" : "/") +
                              percent_encoded(directory) + (directory.ends_with('/') ? "" : "/");
      bases[base_name(bundle, root)] = {{"uri", uri}};
    }
  }
  return bases;
}

Json artifact_location(const Audit& audit, std::size_t root, const std::string& file) {
  const Bundle& bundle = audit.bundles[root];
  const std::filesystem::path path = std::filesystem::path(file).lexically_normal();
  const std::string relative = path.lexically_relative(base(bundle)).generic_string();
  const std::string uri = base(bundle).empty() ? path.generic_string() : relative;
  return {{"uri", percent_encoded(uri)}, {"uriBaseId", base_name(bundle, root)}};
}

Json location(const Audit& audit, std::size_t root, std::string_view path) {
  const Place where = place(audit.bundles[root], path);
  Json result{{"physicalLocation", {{"artifactLocation", artifact_location(audit, root, where.file)}}}};
  if (!where.member.empty()) {
    const std::string member = where.member.substr(where.member.rfind('/') + 1);
    result["logicalLocations"] =
        Json::array({{{"name", text::valid_utf8(member)},
                      {"fullyQualifiedName", text::valid_utf8(text::inside(where.file) + where.member)},
                      {"kind", "resource"}}});
  }
  return result;
}

Json properties(const Audit& audit, const Finding& finding) {
  Json bag = Json::object();
  if (finding.package) {
    const Package& package = audit.ownership[finding.root].packages[*finding.package];
    bag["package"] = {{"name", text::valid_utf8(package.name)}, {"version", text::valid_utf8(package.version)}};
  }
  if (finding.fix) {
    bag["fix"] = {{"summary", text::valid_utf8(finding.fix->summary)}, {"installer", finding.fix->installer}};
    bag["fix"]["arguments"] = Json::array();
    for (const std::string& argument : finding.fix->arguments)
      bag["fix"]["arguments"].push_back(text::valid_utf8(argument));
  }
  return bag;
}

// Equal for the same problem, wherever the root lies and whatever the release of the package is.
std::string fingerprint(const Audit& audit, const Finding& finding) {
  const std::string package =
      finding.package ? audit.ownership[finding.root].packages[*finding.package].name : std::string();
  return text::valid_utf8(std::string(finding.rule->name) + ":" + package + ":" + finding.path + ":" + finding.slice);
}

Json to_json(const Audit& audit, const Finding& finding) {
  std::string text = finding.message;
  if (!finding.slice.empty()) text = finding.slice + ": " + text;
  if (finding.fix) text += "; fix: " + finding.fix->summary;
  return {{"ruleId", finding.rule->name},
          {"ruleIndex", rule_index(finding.rule)},
          {"level", name(finding.severity)},
          {"message", message(text)},
          {"locations", Json::array({location(audit, finding.root, finding.path)})},
          {"partialFingerprints", {{"platlint/v1", fingerprint(audit, finding)}}},
          {"properties", properties(audit, finding)}};
}

// 3.27.23, 3.35: the decision was made outside of the judged files, in the configuration or the baseline.
Json to_json(const Audit& audit, const WaivedFinding& waived) {
  Json result = to_json(audit, waived.finding);
  const std::string why = waived.allowance ? waived.reason : std::string("in the baseline");
  result["suppressions"] = Json::array({{{"kind", "external"}, {"justification", printable(why)}}});
  return result;
}

// Unread roots and files are reported beside the results: a root has no entry that a result could name.
Json invocation(const Audit& audit) {
  Json notifications = Json::array();
  for (std::size_t root = 0; root < audit.bundles.size(); ++root) {
    const Bundle& bundle = audit.bundles[root];
    if (!bundle.failure) continue;
    notifications.push_back({{"level", "error"},
                             {"message", message(bundle.root + ": " + *bundle.failure)},
                             {"locations", Json::array({location(audit, root, "")})}});
  }
  if (const std::size_t unread = audit.summary.unreadable; unread != 0) {
    notifications.push_back(
        {{"level", "error"}, {"message", message(plural(unread, "native file") + " could not be read")}});
  }
  if (const std::size_t unread = audit.summary.unread; unread != 0) {
    notifications.push_back({{"level", "error"}, {"message", message(plural(unread, "entry") + " not read")}});
  }
  const bool successful = notifications.empty();
  for (std::size_t root = 0; root < audit.bundles.size(); ++root) {
    const Bundle& bundle = audit.bundles[root];
    if (!is_without_native(bundle)) continue;
    notifications.push_back({{"level", "note"},
                             {"message", message(bundle.root + ": " + no_native_words(bundle))},
                             {"locations", Json::array({location(audit, root, "")})}});
  }
  return {{"executionSuccessful", successful}, {"toolExecutionNotifications", notifications}};
}

Json run(const Audit& audit) {
  Json results = Json::array();
  for (const Finding& finding : audit.findings) results.push_back(to_json(audit, finding));
  for (const WaivedFinding& waived : audit.policy.waived) results.push_back(to_json(audit, waived));
  const Summary& summary = audit.summary;
  const std::string part = audit.name.empty() ? "" : printable(audit.name) + "/";  // one category per target
  Json properties{{"target", audit.target.name}, {"verdict", name(summary.verdict)}, {"entries", summary.entries},
                  {"native", summary.native},    {"judged", summary.judged},         {"unreadable", summary.unreadable},
                  {"unread", summary.unread}};
  if (!audit.policy.configuration.empty()) properties["configuration"] = printable(audit.policy.configuration);
  if (summary.ignored != 0) properties["ignored"] = summary.ignored;
  if (summary.excluded != 0) properties["excluded"] = summary.excluded;
  return {{"tool", {{"driver", driver()}}},
          {"automationDetails", {{"id", "platlint/" + audit.target.name + "/" + part}}},
          {"invocations", Json::array({invocation(audit)})},
          {"originalUriBaseIds", original_uri_base_ids(audit)},
          {"results", results},
          {"properties", properties}};
}

// The parts of a template that were not judged form a run of their own, without results.
Json run(const std::vector<Unjudged>& unjudged) {
  Json notifications = Json::array();
  bool successful = true;
  for (const Unjudged& part : unjudged) {
    successful = successful && part.accepted;
    const Json where{{"uri", percent_encoded(part.file)}, {"uriBaseId", working_directory}};
    notifications.push_back({{"level", part.accepted ? "note" : "error"},
                             {"message", message(unjudged_words(part))},
                             {"locations", Json::array({{{"physicalLocation", {{"artifactLocation", where}}}}})}});
  }
  return {{"tool", {{"driver", driver()}}},
          {"automationDetails", {{"id", "platlint/not-judged/"}}},
          {"invocations",
           Json::array({{{"executionSuccessful", successful}, {"toolExecutionNotifications", notifications}}})},
          {"results", Json::array()}};
}

}  // namespace

void write_sarif(std::ostream& out, const Batch& batch, const ReportOptions&) {
  Json runs = Json::array();
  for (const Audit& audit : batch.audits) runs.push_back(run(audit));
  if (!batch.unjudged.empty()) runs.push_back(run(batch.unjudged));
  const Json log{{"$schema", "https://json.schemastore.org/sarif-2.1.0.json"}, {"version", "2.1.0"}, {"runs", runs}};
  out << log.dump(2, ' ', true) << '\n';
}

}  // namespace platlint
