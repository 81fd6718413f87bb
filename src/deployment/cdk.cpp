// SPDX-License-Identifier: Apache-2.0
// A cloud assembly, which `cdk synth` writes as cdk.out (aws-cdk, "cloud-assembly-schema"). It has a manifest.json, and
// *.assets.json for the files to upload.
#include <map>

#include "deployment/templates.hpp"
#include "platlint/error.hpp"

namespace platlint::deployment {

namespace {

namespace fs = std::filesystem;

constexpr int deepest = 4;
constexpr std::size_t most_stacks = 1000;

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

void add_assets(std::map<std::string, std::string>& assets, const fs::path& file) {
  const YAML::Node files = member(load_yaml(file.string()), "files");
  if (!files.IsDefined() || !files.IsMap()) return;
  for (const auto& row : files) {
    const std::string path = text(member(member(row.second, "source"), "path"));
    const YAML::Node destinations = member(row.second, "destinations");
    if (path.empty() || !destinations.IsDefined() || !destinations.IsMap()) continue;
    for (const auto& destination : destinations) assets[text(member(destination.second, "objectKey"))] = path;
  }
}

}  // namespace

std::vector<std::string> cdk_templates(const fs::path& folder) {
  std::vector<std::string> files;
  add(files, folder, 0);
  if (files.empty()) throw Error((folder / "manifest.json").string() + " names no stack");
  return files;
}

// "App.assets.json" for "App.template.json"; a nested stack has no such file.
std::map<std::string, std::string> cdk_assets(const fs::path& file) {
  std::map<std::string, std::string> assets;
  std::error_code error;
  const fs::path here = file.has_parent_path() ? file.parent_path() : fs::path(".");
  if (!fs::is_regular_file(here / "manifest.json", error)) return assets;
  const std::string name = file.filename().string();
  const fs::path own = here / (name.substr(0, name.find(".template.")) + ".assets.json");
  if (fs::is_regular_file(own, error)) {
    add_assets(assets, own);
    return assets;
  }
  std::size_t read = 0;
  for (fs::directory_iterator entry(here, error), end; !error && entry != end; entry.increment(error)) {
    if (!entry->path().string().ends_with(".assets.json")) continue;
    if (++read > most_stacks) throw Error(here.string() + " has more than " + std::to_string(most_stacks) + " stacks");
    add_assets(assets, entry->path());
  }
  assets.erase("");
  return assets;
}

}  // namespace platlint::deployment
