// SPDX-License-Identifier: Apache-2.0
// serverless.yml (Serverless Framework: "AWS - Serverless.yml Reference", "Packaging", "AWS - Layers").
#include <cctype>

#include "deployment/templates.hpp"
#include "platlint/error.hpp"

namespace platlint::deployment {

namespace {

// What the framework calls the resource of the layer `my-libs`: MyDashlibsLambdaLayer (its
// lib/plugins/aws/lib/naming.js).
std::string resource_of_layer(const std::string& name) {
  std::string resource;
  for (const char letter : name) {
    if (letter == '-') {
      resource += "Dash";
    } else if (letter == '_') {
      resource += "Underscore";
    } else {
      const bool first = resource.empty();
      resource += first ? static_cast<char>(std::toupper(static_cast<unsigned char>(letter))) : letter;
    }
  }
  return resource + "LambdaLayer";
}

std::string bundle(const Template& source, const std::string& name, const YAML::Node& function) {
  const YAML::Node own = member(function, "package");
  const YAML::Node shared = member(source.root, "package");
  const std::string artifact = text(first_of(member(own, "artifact"), member(shared, "artifact")));
  if (!artifact.empty()) return below(source, artifact);
  const bool alone = text(first_of(member(own, "individually"), member(shared, "individually"))) == "true";
  return below(source, ".serverless/" + (alone ? name : text(member(source.root, "service"))) + ".zip");
}

// Where the layer that is referred to stands; empty where it is none of this file's.
std::string layer_path(const Template& source, const YAML::Node& known, const YAML::Node& layer) {
  if (!known.IsDefined() || !known.IsMap()) return "";
  for (const auto& candidate : known) {
    if (reference(layer) != resource_of_layer(text(candidate.first))) continue;
    const std::string path =
        text(first_of(member(member(candidate.second, "package"), "artifact"), member(candidate.second, "path")));
    if (!path.empty()) return below(source, path);
  }
  return "";
}

void add_layers(const Template& source, Function& function, const YAML::Node& used) {
  const YAML::Node known = at_most(most_resources, source, member(source.root, "layers"), "layers");
  if (!used.IsDefined() || !used.IsSequence()) return;
  for (const auto& layer : at_most(most_layers, source, used, "layers for one function")) {
    std::string path = layer_path(source, known, layer);
    if (path.empty()) {
      function.elsewhere.push_back(as_written(layer));
    } else {
      function.bundles.push_back(std::move(path));
    }
  }
}

}  // namespace

std::vector<Function> serverless_functions(const Template& source, const std::string& only) {
  const YAML::Node provider = member(source.root, "provider");
  const std::string cloud = provider.IsScalar() ? text(provider) : text(member(provider, "name"));
  if (cloud != "aws") {
    throw Error(source.file + ": the provider is '" + cloud + "', of which no runtimes are known here, only of aws; " +
                "say the platform with --platform");
  }
  std::vector<Function> found;
  for (const auto& entry : at_most(most_resources, source, member(source.root, "functions"), "functions")) {
    const std::string name = text(entry.first);
    const YAML::Node function = entry.second;
    if (member(function, "image").IsDefined() || (!only.empty() && name != only)) continue;
    const auto setting = [&](const std::string& key) { return first_of(member(function, key), member(provider, key)); };
    const YAML::Node architecture = setting("architecture");
    Function row{
        name,
        platform_of(source, name, text(setting("runtime")), architecture.IsDefined() ? text(architecture) : "x86_64"),
        {bundle(source, name, function)},
        {}};
    add_layers(source, row, setting("layers"));
    found.push_back(std::move(row));
  }
  return found;
}

}  // namespace platlint::deployment
