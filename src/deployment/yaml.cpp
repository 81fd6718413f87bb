// SPDX-License-Identifier: Apache-2.0
#include "deployment/yaml.hpp"

#include <fstream>

#include "platlint/error.hpp"

namespace platlint::deployment {

namespace {

// CloudFormation takes templates of 1 MB (AWS CloudFormation User Guide, "Understand CloudFormation quotas").
constexpr std::size_t largest_template = std::size_t{1} << 20;
constexpr std::size_t largest_json = std::size_t{32} << 20;  // a plan of Terraform, the manifest of a cdk.out

std::string read_text(const std::string& file) {
  std::ifstream in(file, std::ios::binary);
  std::string bytes;
  std::size_t limit = largest_template;
  std::string piece(std::size_t{1} << 16, '\0');
  while (in.read(piece.data(), static_cast<std::streamsize>(piece.size())) || in.gcount() != 0) {
    if (bytes.empty() && piece[0] == '{') limit = largest_json;
    bytes.append(piece, 0, static_cast<std::size_t>(in.gcount()));
    if (bytes.size() > limit)
      throw Error(file + " is larger than " + std::to_string(limit >> 20) + " MiB, too large for a template");
  }
  if (bytes.empty()) throw Error("cannot read " + file);
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

}  // namespace platlint::deployment
