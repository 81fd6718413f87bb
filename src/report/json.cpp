// SPDX-License-Identifier: Apache-2.0
// The JSON report, schema_version 1.0 (report.schema.json). It only grows within a schema_version.
#include "report/json.hpp"

#include <string>

#include "platlint/sysroot.hpp"
#include "report/formats.hpp"
#include "report/json_values.hpp"
#include "report/verdict.hpp"

namespace platlint {

namespace {

using json_values::text;
using json_values::text_or_null;
using json_values::version_or_null;

Json texts(const std::vector<std::string>& values) {
  Json list = Json::array();
  for (const std::string& value : values) list.push_back(text(value));
  return list;
}

Json to_json(const Target& target) {
  Json architectures = Json::array();
  for (const Architecture architecture : target.architectures) architectures.push_back(name(architecture));
  const Json architecture = architectures.size() == 1 ? architectures[0] : Json("universal2");
  Json row{{"name", text(target.name)},
           {"description", text(target.description)},
           {"format", name(target.format)},
           {"architecture", architecture},
           {"architectures", architectures},
           {"libc", {{"name", name(target.libc)}, {"version", version_or_null(target.libc_version)}}},
           {"os", {{"name", name(target.system)}, {"version", version_or_null(target.system_version)}}},
           {"python", target.python ? Json(to_string(*target.python)) : Json(nullptr)},
           {"runtime", text_or_null(target.runtime)}};
  if (target.node) row["node"] = text(describe(*target.node));
  if (target.sysroot) row["sysroot"] = text(target.sysroot->root);
  if (!target.provided.empty()) row["provided"] = texts(target.provided);
  return row;
}

Json to_json(const Summary& summary) {
  return {{"verdict", name(summary.verdict)}, {"entries", summary.entries},       {"native", summary.native},
          {"judged", summary.judged},         {"unreadable", summary.unreadable}, {"errors", summary.errors},
          {"warnings", summary.warnings},     {"notes", summary.notes},           {"excluded", summary.excluded},
          {"unread", summary.unread},         {"ignored", summary.ignored},       {"allowed", summary.allowed},
          {"baseline", summary.baseline}};
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
  Json row{{"rule", finding.rule->name},
           {"severity", name(finding.severity)},
           {"message", text(finding.message)},
           {"root", text(audit.bundles[finding.root].root)},
           {"path", text(finding.path)},
           {"slice", text_or_null(finding.slice)},
           {"package", package},
           {"expected", text(finding.expected)},
           {"actual", text(finding.actual)},
           {"fix", to_json(finding.fix)}};
  if (!finding.hidden_by.empty()) row["hidden_by"] = text(finding.hidden_by);
  if (!finding.details.empty()) row["details"] = texts(finding.details);
  return row;
}

Json waived(const Audit& audit) {
  Json list = Json::array();
  for (const WaivedFinding& waived : audit.policy.waived) {
    Json row = to_json(audit, waived.finding);
    row["allowed"] = waived.allowance ? Json{{"reason", text(waived.reason)}} : Json(nullptr);
    row["baseline"] = !waived.allowance;
    list.push_back(row);
  }
  return list;
}

Json libraries(const std::vector<Library>& libraries) {
  Json list = Json::array();
  for (const Library& library : libraries) list.push_back({{"name", text(library.name)}, {"weak", library.weak}});
  return list;
}

Json version_needs(const std::vector<VersionNeed>& needs) {
  Json list = Json::array();
  for (const VersionNeed& need : needs) {
    list.push_back({{"library", text(need.library)}, {"name", text(need.name)}, {"weak", need.weak}});
    if (!need.symbols.empty()) list.back()["symbols"] = texts(need.symbols);
  }
  return list;
}

Json to_json(const Bundle& bundle, const Entry& entry, const Artifact& artifact) {
  // Lists all fields of an artifact by name. A new field does not compile until somebody decides whether to report it.
  // These fields are not reported: the rules report their effects.
  [[maybe_unused]] const auto& [format, kind, architecture, machine, system, libc, minimum_system, identity,
                                interpreter, needed, rpath, runpath, needs, versions, x86_level, executable_stack,
                                text_relocations, relative_relocations, arm_version, node_abi, numpy, oldest_numpy,
                                page_size, odd_identification, never_opened, unsigned_code, changed_page, symbols] =
      artifact;
  return {{"root", text(bundle.root)},
          {"path", text(entry.path)},
          {"size", entry.size},
          {"format", name(format)},
          {"kind", name(kind)},
          {"architecture", name(architecture)},
          {"machine", machine},
          {"os", name(system)},
          {"libc", name(libc)},
          {"minimum_os", version_or_null(minimum_system)},
          {"identity", text_or_null(identity)},
          {"interpreter", text_or_null(interpreter)},
          {"libraries", libraries(needed)},
          {"rpath", texts(rpath)},
          {"runpath", texts(runpath)},
          {"version_needs", version_needs(needs)},
          {"packed_relocations", relative_relocations},
          {"never_opened", never_opened},
          {"code_signature", format == Format::macho ? Json(!unsigned_code) : Json(nullptr)},
          {"changed_since_signed", changed_page ? Json(*changed_page) : Json(nullptr)}};
}

// A row does not depend on the other roots: packages are counted within their root.
Json artifacts(const std::vector<Bundle>& bundles, const std::vector<Ownership>& ownership) {
  Json list = Json::array();
  for (std::size_t root = 0; root < bundles.size(); ++root) {
    for (std::size_t i = 0; i < bundles[root].entries.size(); ++i) {
      const Entry& entry = bundles[root].entries[i];
      const std::optional<std::size_t> owner = ownership[root].owner[i];
      for (const Artifact& artifact : entry.artifacts) {
        list.push_back(to_json(bundles[root], entry, artifact));
        list.back()["package"] = owner ? Json(*owner) : Json(nullptr);
      }
    }
  }
  return list;
}

Json package_rows(const std::vector<Bundle>& bundles, const std::vector<Ownership>& ownership) {
  Json list = Json::array();
  for (std::size_t root = 0; root < bundles.size(); ++root) {
    for (const Package& package : ownership[root].packages) {
      Json row = to_json(package);
      row["root"] = text(bundles[root].root);
      row["path"] = text_or_null(package.path);
      row["evidence"] = text_or_null(package.evidence);
      row["tags"] = texts(package.tags);
      list.push_back(row);
    }
  }
  return list;
}

Json roots(const std::vector<Bundle>& bundles) {
  Json list = Json::array();
  for (const Bundle& bundle : bundles) list.push_back(text(bundle.root));
  return list;
}

Json failures(const std::vector<Bundle>& bundles) {
  Json list = Json::array();
  for (const Bundle& bundle : bundles) {
    if (bundle.failure) list.push_back({{"root", text(bundle.root)}, {"reason", text(*bundle.failure)}});
  }
  return list;
}

Json unread_entries(const std::vector<Bundle>& bundles) {
  Json list = Json::array();
  for (const Bundle& bundle : bundles) {
    for (const Entry& entry : bundle.entries) {
      const std::string reason = unread(entry);
      if (!reason.empty())
        list.push_back({{"root", text(bundle.root)}, {"path", text(entry.path)}, {"reason", text(reason)}});
    }
  }
  return list;
}

Json without_native(const std::vector<Bundle>& bundles) {
  Json list = Json::array();
  for (const Bundle& bundle : bundles) {
    if (is_without_native(bundle)) list.push_back(text(bundle.root));
  }
  return list;
}

Json needs(const std::vector<Need>& list, std::string_view key) {
  Json rows = Json::array();
  for (const Need& need : list) rows.push_back({{std::string(key), text(need.what)}, {"path", text(need.path)}});
  return rows;
}

Json to_json(const Bundle& bundle, const Requirements& requirements) {
  Json misfits = Json::array();
  for (const Misfit& misfit : requirements.misfits) {
    misfits.push_back({{"platform", text(misfit.platform)}, {"rule", misfit.rule->name}});
  }
  return {{"root", text(bundle.root)},
          {"platform", text_or_null(requirements.platform)},
          {"everywhere", requirements.everywhere || requirements.platform.empty()},
          {"unused", requirements.unused},
          {"needs", needs(requirements.needs, "needs")},
          {"fits", texts(requirements.fits)},
          {"misfits", misfits},
          {"mixed", !requirements.minority.empty()},
          {"minority", needs(requirements.minority, "is")},
          {"claims", needs(requirements.claims, "says")}};
}

// The beginning of both kinds of report.
Json head(const Json& target, const std::vector<Bundle>& bundles, const Summary& summary, const Json& findings) {
  Json report{{"schema_version", "1.0"},
              {"tool", {{"name", "platlint"}, {"version", program_version()}}},
              {"target", target},
              {"roots", roots(bundles)},
              {"failures", failures(bundles)},
              {"unread", unread_entries(bundles)},
              {"summary", to_json(summary)},
              {"findings", findings}};
  if (const Json none = without_native(bundles); !none.empty()) report["without_native"] = none;
  return report;
}

Json to_json(const std::vector<Unjudged>& unjudged) {
  Json list = Json::array();
  for (const Unjudged& part : unjudged) {
    list.push_back({{"name", text(part.name)},
                    {"reason", text(part.reason)},
                    {"file", text(part.file)},
                    {"accepted", part.accepted}});
  }
  return list;
}

Json summary_record(const Totals& totals) {
  const auto rows = [](const std::vector<Row>& list) {
    Json all = Json::array();
    for (const Row& row : list) all.push_back({{"root", text(row.root)}, {"platform", text_or_null(row.platform)}});
    return all;
  };
  Json summary = to_json(totals.summary);
  summary["verdict"] = name(totals.verdict());
  summary["complete"] = totals.complete();
  summary["bundles"] = totals.bundles;
  return {{"schema_version", "1.0"},
          {"tool", {{"name", "platlint"}, {"version", program_version()}}},
          {"record", "summary"},
          {"summary", summary},
          {"failing", rows(totals.misfits)},
          {"incomplete", rows(totals.incomplete)},
          {"not_judged", to_json(totals.unjudged)}};
}

}  // namespace

Json json_summary(const Totals& totals) {
  return summary_record(totals);
}

Json json_report(const Audit& audit) {
  Json findings = Json::array();
  for (const Finding& finding : audit.findings) findings.push_back(to_json(audit, finding));
  Json report = head(to_json(audit.target), audit.bundles, audit.summary, findings);
  if (!audit.name.empty()) report["name"] = text_or_null(audit.name);
  report["roles"] = Json::array();
  for (const Role role : audit.roles) report["roles"].push_back(name(role));
  report["configuration"] = text_or_null(audit.policy.configuration);
  report["waived"] = waived(audit);
  report["fixes"] = Json::array();
  for (const Fix& fix : audit.fixes) report["fixes"].push_back(to_json(std::optional(fix)));
  report["packages"] = package_rows(audit.bundles, audit.ownership);
  report["artifacts"] = artifacts(audit.bundles, audit.ownership);
  return report;
}

Json json_report(const Survey& survey) {
  Json report = head(nullptr, survey.bundles, survey.summary, Json::array());
  Json requirements = Json::array();
  for (std::size_t i = 0; i < survey.bundles.size(); ++i) {
    requirements.push_back(to_json(survey.bundles[i], survey.requirements[i]));
  }
  report["requirements"] = requirements;
  report["packages"] = package_rows(survey.bundles, survey.ownership);
  report["artifacts"] = artifacts(survey.bundles, survey.ownership);
  return report;
}

namespace {

// A single audit is the report itself; several audits are its parts.
Json json_report(const Batch& batch) {
  const Totals all = totals(batch);
  if (batch.audits.size() == 1) {
    Json report = json_report(batch.audits.front());
    if (batch.unjudged.empty()) return report;
    report["summary"]["verdict"] = name(all.verdict());
    report["not_judged"] = to_json(batch.unjudged);
    return report;
  }
  Json report = json_summary(all);
  report["record"] = "reports";
  report["reports"] = Json::array();
  for (const Audit& audit : batch.audits) report["reports"].push_back(json_report(audit));
  return report;
}

}  // namespace

void write_json(std::ostream& out, const Batch& batch, const ReportOptions&) {
  out << json_report(batch).dump(2, ' ', true) << '\n';
}

void write_json(std::ostream& out, const Survey& survey, const ReportOptions&) {
  out << json_report(survey).dump(2, ' ', true) << '\n';
}

}  // namespace platlint
