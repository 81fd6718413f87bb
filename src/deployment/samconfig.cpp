// SPDX-License-Identifier: Apache-2.0
#include "deployment/samconfig.hpp"

#include "deployment/yaml.hpp"

namespace platlint::deployment {

namespace {

// A list is the value of a CommaDelimitedList.
std::string value_of(const YAML::Node& node) {
  if (!node.IsSequence()) return text(node);
  std::string all;
  for (const YAML::Node& part : node) all += (all.empty() ? "" : ",") + text(part);
  return all;
}

void add_overrides(std::vector<Override>& overrides, const YAML::Node& written) {
  if (written.IsMap()) {
    for (const auto& row : written) overrides.push_back({text(row.first), value_of(row.second)});
  } else if (written.IsSequence()) {
    for (const YAML::Node& row : written) add_overrides(overrides, row);
  } else {
    overrides.push_back({{}, text(written)});
  }
}

}  // namespace

std::vector<Override> samconfig_overrides(const std::string& file) {
  const YAML::Node root = load_yaml(file);
  std::vector<Override> overrides;
  for (const char* const command : {"global", "deploy"}) {
    const YAML::Node parameters = member(member(member(root, "default"), command), "parameters");
    const YAML::Node written = member(parameters, "parameter_overrides");
    if (written.IsDefined()) add_overrides(overrides, written);
  }
  return overrides;
}

}  // namespace platlint::deployment
