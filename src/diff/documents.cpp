// SPDX-License-Identifier: Apache-2.0
// The JSON document of a comparison (diff.schema.json). It only grows within a schema_version.
#include "diff/documents.hpp"

#include <nlohmann/json.hpp>

#include "platlint/version.hpp"
#include "report/json_values.hpp"

namespace platlint::diff {

namespace {

using Json = nlohmann::ordered_json;

using json_values::text;
using json_values::text_or_null;
using json_values::version_or_null;

std::string_view change(bool is_new) {
  return is_new ? "new" : "gone";
}

Json to_json(const Holding& holding) {
  Json versions = Json::array();
  for (const std::string& version : holding.versions) versions.push_back(text(version));
  return {{"versions", versions}, {"files", holding.files}, {"bytes", holding.bytes}};
}

Json to_json(const std::optional<Holding>& holding) {
  return holding ? to_json(*holding) : Json(nullptr);
}

Json to_json(const PackageChange& package) {
  return {{"name", text_or_null(package.name)},
          {"ecosystem", text_or_null(package.ecosystem)},
          {"old", to_json(package.before)},
          {"new", to_json(package.after)}};
}

Json to_json(const NeedChange& need) {
  return {{"change", change(need.is_new)},
          {"platform", text(need.platform)},
          {"library", text(need.library)},
          {"path", text(need.path)},
          {"common", need.is_common}};
}

Json to_json(const FloorChange& floor) {
  return {{"change", floor.is_higher() ? "higher" : "lower"},
          {"platform", text(floor.platform)},
          {"what", text(floor.what)},
          {"old", version_or_null(floor.before)},
          {"new", version_or_null(floor.after)},
          {"path", text_or_null(floor.path)}};
}

Json to_json(const PythonChange& python) {
  return {{"change", change(python.is_new)}, {"platform", text(python.platform)}, {"python", text(python.python)}};
}

Json to_json(const ForeignChange& file) {
  return {{"change", change(file.is_new)},
          {"path", text(file.path)},
          {"package", text_or_null(file.package)},
          {"platform", text(file.platform)},
          {"bytes", file.bytes}};
}

Json to_json(const FindingChange& row) {
  const ReportedFinding& finding = row.finding;
  return {{"change", change(row.is_new)},
          {"rule", text(finding.rule)},
          {"severity", name(finding.severity)},
          {"message", text(finding.message)},
          {"path", text(finding.path)},
          {"slice", text_or_null(finding.slice)},
          {"package", text_or_null(finding.package)}};
}

Json to_json(const std::string& value) {
  return text(value);
}

Json to_json(Worse worse) {
  return name(worse);
}

template <class Row>
Json list(const std::vector<Row>& rows) {
  Json all = Json::array();
  for (const Row& row : rows) all.push_back(to_json(row));
  return all;
}

Json side(const std::string& name, const Holding& holding) {
  return {{"name", text(name)}, {"files", holding.files}, {"bytes", holding.bytes}};
}

}  // namespace

void write_json(std::ostream& out, const Comparison& comparison) {
  const bool judged = !comparison.target.empty();
  const Json document{
      {"schema_version", "1.0"},
      {"tool", {{"name", "platlint"}, {"version", program_version()}}},
      {"record", "diff"},
      {"old", side(comparison.old_name, comparison.before)},
      {"new", side(comparison.new_name, comparison.after)},
      {"target", text_or_null(comparison.target)},
      {"complete", comparison.complete},
      {"worse", list(comparison.worse)},
      {"packages", list(comparison.packages)},
      {"needs", list(comparison.needs)},
      {"floors", list(comparison.floors)},
      {"pythons", list(comparison.pythons)},
      {"foreign", list(comparison.foreign)},
      {"findings", judged ? list(comparison.findings) : Json(nullptr)},
      {"platforms", {{"gained", list(comparison.platforms_gained)}, {"lost", list(comparison.platforms_lost)}}}};
  out << document.dump(2, ' ', true) << '\n';
}

}  // namespace platlint::diff
