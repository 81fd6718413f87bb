// SPDX-License-Identifier: Apache-2.0
// The JSON report, schema_version 1.0 (report.schema.json). It only grows within a schema_version.
#include <nlohmann/json.hpp>
#include <string>

#include "report/escape.hpp"
#include "report/formats.hpp"

namespace platlint {

namespace {

using Json = nlohmann::ordered_json;

Json text(std::string_view value) {
  return valid_utf8(value);
}
Json text_or_null(std::string_view value) {
  return value.empty() ? Json(nullptr) : text(value);
}
Json version_or_null(const std::optional<Version>& version) {
  return version ? Json(to_string(*version)) : Json(nullptr);
}

Json texts(const std::vector<std::string>& values) {
  Json list = Json::array();
  for (const std::string& value : values) list.push_back(text(value));
  return list;
}

Json to_json(const Target& target) {
  Json architectures = Json::array();
  for (const Architecture architecture : target.architectures) architectures.push_back(name(architecture));
  const Json architecture = architectures.size() == 1 ? architectures[0] : Json("universal2");
  return {{"name", text(target.name)},
          {"description", text(target.description)},
          {"format", name(target.format)},
          {"architecture", architecture},
          {"architectures", architectures},
          {"libc", {{"name", name(target.libc)}, {"version", version_or_null(target.libc_version)}}},
          {"os", {{"name", name(target.system)}, {"version", version_or_null(target.system_version)}}},
          {"python", target.python ? Json(to_string(*target.python)) : Json(nullptr)},
          {"runtime", text_or_null(target.runtime)}};
}

Json to_json(const Summary& summary) {
  return {{"verdict", name(summary.verdict)}, {"entries", summary.entries},
          {"native", summary.native},         {"judged", summary.judged},
          {"unreadable", summary.unreadable}, {"errors", summary.errors},
          {"warnings", summary.warnings},     {"notes", summary.notes}};
}

Json to_json(const Package& package) {
  return {{"name", text(package.name)},
          {"version", text_or_null(package.version)},
          {"ecosystem", name(package.ecosystem)},
          {"installer", text_or_null(package.installer)},
          {"built_locally", package.built_locally}};
}

Json to_json(const std::optional<Fix>& fix) {
  if (!fix) return nullptr;
  return {{"summary", text(fix->summary)},
          {"installer", text_or_null(fix->installer)},
          {"arguments", texts(fix->arguments)}};
}

Json to_json(const Audit& audit, const Finding& finding) {
  const Json package =
      finding.package ? to_json(audit.ownership[finding.root].packages[*finding.package]) : Json(nullptr);
  return {{"rule", finding.rule},
          {"severity", name(finding.severity)},
          {"message", text(finding.message)},
          {"root", text(audit.bundles[finding.root].root)},
          {"path", text(finding.path)},
          {"slice", text_or_null(finding.slice)},
          {"package", package},
          {"expected", text(finding.expected)},
          {"actual", text(finding.actual)},
          {"fix", to_json(finding.fix)}};
}

Json libraries(const Artifact& artifact) {
  Json list = Json::array();
  for (const Library& library : artifact.libraries)
    list.push_back({{"name", text(library.name)}, {"weak", library.weak}});
  return list;
}

Json version_needs(const Artifact& artifact) {
  Json list = Json::array();
  for (const VersionNeed& need : artifact.version_needs) {
    list.push_back({{"library", text(need.library)}, {"name", text(need.name)}, {"weak", need.weak}});
  }
  return list;
}

Json to_json(const Bundle& bundle, const Entry& entry, const Artifact& artifact) {
  return {{"root", text(bundle.root)},
          {"path", text(entry.path)},
          {"size", entry.size},
          {"format", name(artifact.format)},
          {"kind", name(artifact.kind)},
          {"architecture", name(artifact.architecture)},
          {"machine", artifact.machine},
          {"os", name(artifact.system)},
          {"libc", name(artifact.libc)},
          {"minimum_os", version_or_null(artifact.minimum_system)},
          {"identity", text_or_null(artifact.identity)},
          {"interpreter", text_or_null(artifact.interpreter)},
          {"libraries", libraries(artifact)},
          {"rpath", texts(artifact.rpath)},
          {"runpath", texts(artifact.runpath)},
          {"version_needs", version_needs(artifact)}};
}

Json artifacts(const Audit& audit) {
  Json list = Json::array();
  for (const Bundle& bundle : audit.bundles) {
    for (const Entry& entry : bundle.entries) {
      for (const Artifact& artifact : entry.artifacts) list.push_back(to_json(bundle, entry, artifact));
    }
  }
  return list;
}

Json packages(const Audit& audit) {
  Json list = Json::array();
  for (std::size_t root = 0; root < audit.bundles.size(); ++root) {
    for (const Package& package : audit.ownership[root].packages) {
      Json row = to_json(package);
      row["root"] = text(audit.bundles[root].root);
      row["path"] = text_or_null(package.path);
      row["evidence"] = text_or_null(package.evidence);
      row["tags"] = texts(package.tags);
      list.push_back(row);
    }
  }
  return list;
}

Json failures(const Audit& audit) {
  Json list = Json::array();
  for (const Bundle& bundle : audit.bundles) {
    if (bundle.failure) list.push_back({{"root", text(bundle.root)}, {"reason", text(*bundle.failure)}});
  }
  return list;
}

}  // namespace

void write_json(std::ostream& out, const Audit& audit, const ReportOptions&) {
  Json roots = Json::array();
  for (const Bundle& bundle : audit.bundles) roots.push_back(text(bundle.root));
  Json findings = Json::array();
  for (const Finding& finding : audit.findings) findings.push_back(to_json(audit, finding));
  const Json report = {{"schema_version", "1.0"},
                       {"tool", {{"name", "platlint"}, {"version", program_version()}}},
                       {"target", to_json(audit.target)},
                       {"roots", roots},
                       {"failures", failures(audit)},
                       {"summary", to_json(audit.summary)},
                       {"findings", findings},
                       {"packages", packages(audit)},
                       {"artifacts", artifacts(audit)}};
  out << report.dump(2) << '\n';
}

}  // namespace platlint
