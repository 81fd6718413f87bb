// SPDX-License-Identifier: Apache-2.0
// AWS CloudFormation templates, with and without the SAM transform (AWS SAM Developer Guide: "Globals section",
// "AWS::Serverless::Function"; AWS CloudFormation Template Reference Guide: "AWS::Lambda::Function").
#include "deployment/templates.hpp"

namespace platlint::deployment {

namespace {

bool is_local(const std::string& path) {
  return !path.empty() && path.find("://") == std::string::npos;
}

class Reader {
 public:
  explicit Reader(const Template& source)
      : source_(source),
        parameters_(member(source.root, "Parameters")),
        resources_(at_most(most_resources, source, member(source.root, "Resources"), "resources")),
        globals_(member(member(source.root, "Globals"), "Function")) {}

  std::vector<Function> functions(const std::string& only) const {
    std::vector<Function> found;
    for (const auto& resource : resources_) {
      const std::string name = text(resource.first);
      const std::string type = text(member(resource.second, "Type"));
      const bool serverless = type == "AWS::Serverless::Function";
      if ((!serverless && type != "AWS::Lambda::Function") || (!only.empty() && name != only)) continue;
      const YAML::Node properties = member(resource.second, "Properties");
      const auto property = [&](const std::string& key) {
        return first_of(member(properties, key),
                        serverless ? member(globals_, key) : YAML::Node(YAML::NodeType::Undefined));
      };
      if (text(property("PackageType")) == "Image" || member(properties, "InlineCode").IsDefined() ||
          member(member(properties, "Code"), "ZipFile").IsDefined()) {
        continue;
      }
      const YAML::Node architectures = property("Architectures");
      Function row = function_for(source_, name, value(property("Runtime")), architecture(architectures));
      row.bundles.push_back(bundle(name, serverless ? property("CodeUri") : member(properties, "Code")));
      add_layers(row, property("Layers"));
      found.push_back(std::move(row));
    }
    return found;
  }

 private:
  // What stands there, or the default of the parameter that is referred to; empty where only the deployment knows.
  std::string value(const YAML::Node& node) const {
    if (const auto name = reference(node)) return text(member(member(parameters_, *name), "Default"));
    return node.IsDefined() && node.Tag().find("!Sub") == std::string::npos ? text(node) : "";
  }

  std::string architecture(const YAML::Node& node) const {
    if (!node.IsDefined()) return "x86_64";  // the documented default
    return value(node.IsSequence() && node.size() != 0 ? node[0] : node);
  }

  // `sam build` leaves what is shipped below .aws-sam/build, by the resource's name; without it, the source is shipped.
  std::string bundle(const std::string& name, const YAML::Node& code) const {
    const std::filesystem::path built = source_.folder / ".aws-sam" / "build" / name;
    if (std::filesystem::exists(built)) return below(source_, std::filesystem::path(".aws-sam") / "build" / name);
    const std::string path = code.IsDefined() ? value(code) : ".";
    return is_local(path) ? below(source_, path) : "";
  }

  void add_layers(Function& function, const YAML::Node& layers) const {
    if (!layers.IsDefined() || !layers.IsSequence()) return;
    for (const auto& layer : at_most(most_layers, source_, layers, "layers for " + function.name)) {
      const std::string name = reference(layer).value_or("");  // one of another account stands here as an ARN
      const YAML::Node content = member(member(member(resources_, name), "Properties"), "ContentUri");
      if (content.IsDefined()) {
        function.bundles.push_back(bundle(name, content));
      } else {
        function.elsewhere.push_back(as_written(layer));
      }
    }
  }

  const Template& source_;
  YAML::Node parameters_;
  YAML::Node resources_;
  YAML::Node globals_;
};

}  // namespace

std::vector<Function> cloudformation_functions(const Template& source, const std::string& only) {
  return Reader(source).functions(only);
}

}  // namespace platlint::deployment
