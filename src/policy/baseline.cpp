// SPDX-License-Identifier: Apache-2.0
// The text of a baseline. Each finding has its own line, so that a diff shows which ones came and went.
#include <algorithm>
#include <nlohmann/json.hpp>

#include "platlint/error.hpp"
#include "platlint/policy.hpp"
#include "text/utf8.hpp"

namespace platlint {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view nameless_version = "1.0";  // rows of path, slice and rule
constexpr std::string_view format_version = "2.0";

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

std::string text_or_nothing(const Json& row, const char* name, std::size_t number) {
  const Json* const value = member(row, name);
  return value == nullptr || value->is_null() ? "" : text_of(row, name, number);
}

KnownFinding read(const Json& row, std::size_t number) {
  return {text_of(row, "bundle", number),        text_of(row, "platform", number),
          text_of(row, "path", number),          text_or_nothing(row, "slice", number),
          text_of(row, "rule", number),          text_or_nothing(row, "package", number),
          text_or_nothing(row, "actual", number)};
}

void add(Json& row, const char* name, const std::string& text) {
  if (!text.empty()) row[name] = text::valid_utf8(text);
}

}  // namespace

std::string baseline_text(std::vector<KnownFinding> findings) {
  std::sort(findings.begin(), findings.end());
  std::string text = "{\n  \"platlint_baseline\": \"" + std::string(format_version) + "\",\n  \"findings\": [";
  for (std::size_t i = 0; i < findings.size(); ++i) {
    const KnownFinding& finding = findings[i];
    Json row{{"bundle", text::valid_utf8(finding.bundle)},
             {"platform", text::valid_utf8(finding.platform)},
             {"path", text::valid_utf8(finding.path)},
             {"rule", finding.rule}};
    add(row, "slice", finding.slice);
    add(row, "package", finding.package);
    add(row, "actual", finding.actual);
    text += (i == 0 ? "\n    " : ",\n    ") + row.dump();
  }
  return text + (findings.empty() ? "]\n}\n" : "\n  ]\n}\n");
}

std::vector<KnownFinding> parse_baseline(std::string_view text) {
  const Json root = Json::parse(text.begin(), text.end(), nullptr, false);
  if (root.is_discarded()) refuse("it is not JSON");
  const Json* const version = member(root, "platlint_baseline");
  if (version != nullptr && *version == nameless_version)
    refuse("it is of an older platlint and does not say which bundle it is about");
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
