// SPDX-License-Identifier: Apache-2.0
// The baseline's text. A line a finding, so that a diff of two shows what came and what went.
#include <algorithm>
#include <nlohmann/json.hpp>

#include "platlint/error.hpp"
#include "platlint/policy.hpp"
#include "report/escape.hpp"

namespace platlint {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view format_version = "1.0";

const Json* member(const Json& object, const char* name) {
  if (!object.is_object()) return nullptr;
  const auto it = object.find(name);
  return it == object.end() ? nullptr : &*it;
}

[[noreturn]] void refuse(const std::string& what) {
  throw Error("not a baseline: " + what + "; write it again with --write-baseline");
}

std::string text_of(const Json& row, const char* name, std::size_t number) {
  const Json* const value = member(row, name);
  if (value == nullptr || !value->is_string()) {
    refuse("finding " + std::to_string(number) + " has no text '" + name + "'");
  }
  return value->get<std::string>();
}

KnownFinding read(const Json& row, std::size_t number) {
  const Json* const slice = member(row, "slice");
  const bool none = slice == nullptr || slice->is_null();
  return {text_of(row, "path", number), none ? "" : text_of(row, "slice", number), text_of(row, "rule", number)};
}

}  // namespace

std::string baseline_text(std::vector<KnownFinding> findings) {
  std::sort(findings.begin(), findings.end());
  std::string text = "{\n  \"platlint_baseline\": \"" + std::string(format_version) + "\",\n  \"findings\": [";
  for (std::size_t i = 0; i < findings.size(); ++i) {
    Json row{{"path", valid_utf8(findings[i].path)}, {"rule", findings[i].rule}};
    if (!findings[i].slice.empty()) row["slice"] = findings[i].slice;
    text += (i == 0 ? "\n    " : ",\n    ") + row.dump();
  }
  return text + (findings.empty() ? "]\n}\n" : "\n  ]\n}\n");
}

std::vector<KnownFinding> parse_baseline(std::string_view text) {
  const Json root = Json::parse(text.begin(), text.end(), nullptr, false);
  if (root.is_discarded()) refuse("it is no JSON");
  const Json* const version = member(root, "platlint_baseline");
  if (version == nullptr || *version != format_version) {
    refuse("expected \"platlint_baseline\": \"" + std::string(format_version) + "\"");
  }
  const Json* const rows = member(root, "findings");
  if (rows == nullptr || !rows->is_array()) refuse("expected a list \"findings\"");
  std::vector<KnownFinding> findings;
  for (const Json& row : *rows) findings.push_back(read(row, findings.size() + 1));
  std::sort(findings.begin(), findings.end());
  return findings;
}

}  // namespace platlint
