// SPDX-License-Identifier: Apache-2.0
#include "deployment/yaml.hpp"

#include <fstream>

#include "platlint/error.hpp"

namespace platlint::deployment {

namespace {

// CloudFormation takes templates of 1 MB (AWS CloudFormation User Guide, "Understand CloudFormation quotas").
constexpr std::size_t largest_template = std::size_t{1} << 20;

std::string read_text(const std::string& file) {
  std::ifstream in(file, std::ios::binary);
  std::string bytes(largest_template + 1, '\0');
  in.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  bytes.resize(static_cast<std::size_t>(in.gcount()));
  if (bytes.empty()) throw Error("cannot read " + file);
  if (bytes.size() > largest_template) throw Error(file + " is larger than 1 MiB, which no template is");
  return bytes;
}

}  // namespace

YAML::Node load_yaml(const std::string& file) {
  try {
    return YAML::Load(read_text(file));
  } catch (const YAML::Exception& error) {
    throw Error(file + " is not YAML: line " + std::to_string(error.mark.line + 1) + ": " + error.msg);
  }
}

YAML::Node member(const YAML::Node& map, const std::string& key) {
  const YAML::Node none(YAML::NodeType::Undefined);
  if (!map.IsDefined() || !map.IsMap()) return none;
  const YAML::Node found = map[key];  // of a constant map: nothing is added
  return found.IsDefined() ? found : none;
}

std::string text(const YAML::Node& node) {
  return node.IsDefined() && node.IsScalar() ? node.Scalar() : "";
}

YAML::Node first_of(const YAML::Node& one, const YAML::Node& other) {
  return one.IsDefined() ? one : other;
}

std::optional<std::string> reference(const YAML::Node& node) {
  const YAML::Node long_form = member(node, "Ref");
  if (long_form.IsDefined()) return text(long_form);
  if (node.IsDefined() && node.IsScalar() && node.Tag() == "!Ref") return node.Scalar();
  return std::nullopt;
}

}  // namespace platlint::deployment
