// SPDX-License-Identifier: Apache-2.0
// The answer as JSON, according to lock.schema.json.
#include <nlohmann/json.hpp>

#include <algorithm>

#include "lock/lock.hpp"
#include "platlint/version.hpp"

namespace platlint::lock {

namespace {

using Json = nlohmann::ordered_json;

Json text_or_null(const std::string& text) {
  return text.empty() ? Json(nullptr) : Json(text);
}

Json fix_json(const LockFix& fix) {
  if (fix.summary.empty()) return nullptr;
  return {{"summary", fix.summary},
          {"arguments", fix.arguments},
          {"platform", text_or_null(fix.platform)},
          {"python", text_or_null(fix.python)},
          {"release", text_or_null(fix.release)}};
}

Json summary_json(const LockAnswer& answer) {
  const auto items = [&](Supply supply) {
    return std::count_if(answer.items.begin(), answer.items.end(),
                         [&](const Item& item) { return item.supply == supply; });
  };
  const auto findings = [&](Severity severity) {
    return std::count_if(answer.findings.begin(), answer.findings.end(),
                         [&](const LockFinding& finding) { return finding.severity == severity; });
  };
  return {{"packages", answer.items.size()},         {"ready", items(Supply::ready)},
          {"source", items(Supply::source)},         {"nothing", items(Supply::nothing)},
          {"not_judged", items(Supply::not_judged)}, {"errors", findings(Severity::error)},
          {"notes", findings(Severity::note)}};
}

Json answer_json(const LockAnswer& answer) {
  Json packages = Json::array();
  for (const Item& item : answer.items) {
    packages.push_back({{"name", item.name},
                        {"version", item.version},
                        {"supply", name(item.supply)},
                        {"file", text_or_null(item.file)}});
  }
  Json findings = Json::array();
  for (const LockFinding& finding : answer.findings) {
    findings.push_back({{"severity", name(finding.severity)},
                        {"package", finding.package},
                        {"version", finding.version},
                        {"message", finding.message},
                        {"fix", fix_json(finding.fix)}});
  }
  const Target& target = answer.target;
  return {{"target",
           {{"name", target.name},
            {"description", target.description},
            {"python", target.python ? Json(to_string(*target.python)) : Json(nullptr)}}},
          {"summary", summary_json(answer)},
          {"floor", text_or_null(answer.floor)},
          {"findings", std::move(findings)},
          {"packages", std::move(packages)}};
}

}  // namespace

std::string lock_json(const LockReport& report) {
  Json platforms = Json::array();
  for (const LockAnswer& answer : report.answers) platforms.push_back(answer_json(answer));
  const Json whole = {{"schema_version", "1.0"},
                      {"tool", {{"name", "platlint"}, {"version", program_version()}}},
                      {"lock", {{"path", report.file}, {"format", name(report.format)}}},
                      {"verdict", has_errors(report) ? "not-ready" : "ready"},
                      {"platforms", std::move(platforms)}};
  return whole.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace platlint::lock
