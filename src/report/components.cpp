// SPDX-License-Identifier: Apache-2.0
// CycloneDX 1.6 (ECMA-424, 1st edition), "components".
#include "report/components.hpp"

#include <algorithm>
#include <optional>

#include "platlint/policy.hpp"
#include "report/purl.hpp"
#include "text/utf8.hpp"

namespace platlint {

namespace {

// 1.6: "Property names can be duplicate". Properties with the same name and value are written once.
class Properties {
 public:
  void add(std::string_view key, std::string_view value) {
    if (value.empty()) return;
    Json row{{"name", "platlint:" + std::string(key)}, {"value", text::valid_utf8(value)}};
    if (std::find(rows_.begin(), rows_.end(), row) == rows_.end()) rows_.push_back(std::move(row));
  }
  void write_to(Json& component) const {
    if (!rows_.empty()) component["properties"] = rows_;
  }

 private:
  Json rows_ = Json::array();
};

std::optional<Version> glibc_floor(const Artifact& image) {
  constexpr std::string_view prefix = "GLIBC_";
  std::optional<Version> floor;
  for (const VersionNeed& need : image.version_needs) {
    if (!need.name.starts_with(prefix)) continue;
    const std::optional<Version> version = parse_version(std::string_view(need.name).substr(prefix.size()));
    if (version && (!floor || *floor < *version)) floor = version;
  }
  return floor;
}

std::string libc_floor(const Artifact& image) {
  if (const std::optional<Version> floor = glibc_floor(image)) return "glibc " + to_string(*floor);
  return image.libc == Libc::unknown || image.libc == Libc::none ? "" : std::string(name(image.libc));
}

Properties facts_of(const Entry& entry) {
  Properties properties;
  properties.add("size", std::to_string(entry.size));
  for (const Artifact& image : entry.artifacts) {
    properties.add("format", name(image.format));
    properties.add("kind", name(image.kind));
    properties.add("machine", name(image.architecture));
    properties.add("os", image.system == System::unknown ? "" : name(image.system));
    properties.add("minimum-os", image.minimum_system ? to_string(*image.minimum_system) : "");
    properties.add("libc-floor", libc_floor(image));
    properties.add("identity", image.identity);
    properties.add("interpreter", image.interpreter);
  }
  if (entry.damage) properties.add("unread", entry.damage->reason);
  properties.add("unread", unread(entry));
  return properties;
}

Json component(std::string_view type, const std::string& ref, std::string_view name) {
  return {{"type", type}, {"bom-ref", ref}, {"name", text::valid_utf8(name)}};
}

}  // namespace

bool is_unknown_component(const Entry& entry) {
  return entry.status == Entry::Status::unreadable || !unread(entry).empty();
}

bool is_component(const Entry& entry) {
  return !entry.artifacts.empty() || is_unknown_component(entry);
}

std::string_view answer_words(Answer answer) {
  switch (answer) {
    case Answer::host:
      return "host program";
    case Answer::target:
      return "platform";
    case Answer::nothing:
      return "nothing";
    case Answer::bundle:
    case Answer::elsewhere:
    case Answer::unreached:
    case Answer::unknown:
      return "unknown";
  }
  return "unknown";
}

Json bundle_component(const std::string& ref, const Bundle& bundle, const Audit* audit) {
  Json row = component(bundle.is_image ? "container" : "application", ref, bundle_name(bundle.root));
  Properties properties;
  if (audit != nullptr) {
    properties.add("deployed-as", audit->name);
    properties.add("target", audit->target.name);
  }
  properties.add("unread", bundle.failure.value_or(""));
  properties.write_to(row);
  return row;
}

Json whole_component(const std::string& ref, const std::vector<Unjudged>& unjudged) {
  Json row = component("application", ref, "bundles");
  Properties properties;
  for (const Unjudged& part : unjudged) properties.add("not-judged", unjudged_words(part));
  properties.write_to(row);
  return row;
}

Json package_component(const std::string& ref, const Package& package) {
  const RegistryName parts = registry_name(package);
  Json row = component("library", ref, parts.name);
  if (!parts.group.empty()) row["group"] = text::valid_utf8(parts.group);
  if (!package.version.empty()) row["version"] = text::valid_utf8(package.version);
  if (const std::string purl = package_url(package); !purl.empty()) row["purl"] = purl;
  if (!package.path.empty())
    row["evidence"] = {{"occurrences", Json::array({{{"location", text::valid_utf8(package.path)}}})}};
  Properties properties;
  properties.add("ecosystem", name(package.ecosystem));
  properties.add("installer", package.installer);
  properties.add("built-locally", package.built_locally ? "true" : "");
  properties.add("platform", package.claim);
  for (const std::string& tag : package.tags) properties.add("tag", tag);
  properties.write_to(row);
  return row;
}

Json file_component(const std::string& ref, const Entry& entry) {
  Json row = component("file", ref, entry.path);
  if (!entry.sha256.empty()) row["hashes"] = Json::array({{{"alg", "SHA-256"}, {"content", entry.sha256}}});
  facts_of(entry).write_to(row);
  return row;
}

Json outside_component(const std::string& ref, const OutsideLibrary& library) {
  Json row = component("library", ref, library.name);
  Properties properties;
  properties.add("outside-of-bundle", "true");
  properties.add("os", name(library.system));
  properties.add("machine", name(library.machine));
  for (const std::string_view answer : library.answers) properties.add("answered-by", answer);
  properties.write_to(row);
  return row;
}

}  // namespace platlint
