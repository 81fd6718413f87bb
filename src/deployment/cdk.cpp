// SPDX-License-Identifier: Apache-2.0
// A cloud assembly, which `cdk synth` writes as cdk.out (aws-cdk, "cloud-assembly-schema": manifest.json).
#include <algorithm>

#include "deployment/templates.hpp"
#include "platlint/error.hpp"

namespace platlint::deployment {

namespace {

namespace fs = std::filesystem;

constexpr int deepest = 4;

void add(std::vector<std::string>& files, const fs::path& folder, int depth) {
  const std::string manifest = (folder / "manifest.json").string();
  const YAML::Node artifacts = member(load_yaml(manifest), "artifacts");
  if (!artifacts.IsDefined() || !artifacts.IsMap()) return;
  for (const auto& artifact : artifacts) {
    const std::string type = text(member(artifact.second, "type"));
    const YAML::Node properties = member(artifact.second, "properties");
    if (type == "aws:cloudformation:stack") {
      files.push_back((folder / text(member(properties, "templateFile"))).lexically_normal().string());
    } else if (type == "cdk:cloud-assembly" && depth < deepest) {
      add(files, folder / text(member(properties, "directoryName")), depth + 1);
    }
  }
}

}  // namespace

std::vector<std::string> cdk_templates(const fs::path& folder) {
  std::vector<std::string> files;
  add(files, folder, 0);
  if (files.empty()) throw Error((folder / "manifest.json").string() + " names no stack");
  return files;
}

}  // namespace platlint::deployment
