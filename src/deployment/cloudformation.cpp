// SPDX-License-Identifier: Apache-2.0
// AWS CloudFormation templates, with and without the SAM transform (AWS SAM Developer Guide: "Globals section",
// "AWS::Serverless::Function"; AWS CloudFormation Template Reference Guide: "AWS::Lambda::Function").
#include <algorithm>

#include "deployment/resources.hpp"
#include "deployment/templates.hpp"
#include "platlint/error.hpp"

namespace platlint::deployment {

namespace {

constexpr int deepest = 8;                     // templates in templates
constexpr std::size_t most_described = 5'000;  // functions and layers of all of them

bool is_layer(const std::string& type) {
  return type == "AWS::Serverless::LayerVersion" || type == "AWS::Lambda::LayerVersion";
}

class Stack {
 public:
  Stack(Descriptions& found, const Template& source, const TemplateRequest& request, const Parameters& parameters,
        std::string prefix, int depth)
      : found_(found),
        source_(source),
        request_(request),
        prefix_(std::move(prefix)),
        depth_(depth),
        around_(look_around(source)) {
    globals_.reset(member(member(source.root, "Globals"), "Function"));
    list_ = list_resources(source, Values(source.root, parameters));
  }

  void describe() {
    for (const auto& [name, reason] : list_.unjudged) add_unjudged(name, reason);
    describe_macros();
    for (const Resource& resource : list_.resources) {
      if (found_.size() > most_described) throw Error(source_.file + " deploys too many functions");
      const std::string& type = resource.type;
      if (type == "AWS::Serverless::Function" || type == "AWS::Lambda::Function") describe_function(resource);
      if (type == "AWS::Serverless::Application" || type == "AWS::CloudFormation::Stack") describe_nested(resource);
      if (is_layer(type)) describe_layer(resource);
    }
  }

 private:
  // A macro that is not from AWS may add anything ("Template macros").
  void describe_macros() {
    const YAML::Node transform = member(source_.root, "Transform");
    const auto describe_one = [&](const YAML::Node& macro) {
      const std::string name = text(macro.IsMap() ? member(macro, "Name") : macro);
      if (!name.starts_with("AWS::")) add_unjudged(name, "it is a macro, and only the deployment knows what it adds");
      if (name == "AWS::Include") add_unjudged(name, "the included file is not read");
    };
    if (member(source_.root, "Fn::Transform").IsDefined()) {
      add_unjudged("Fn::Transform", "it adds parts that only the deployment knows");
    }
    if (!transform.IsDefined()) return;
    if (!transform.IsSequence()) return describe_one(transform);
    for (const auto& macro : at_most(most_resources, source_, transform, "macros")) describe_one(macro);
  }

  void add_unjudged(const std::string& name, const std::string& reason) {
    found_.push_back({prefix_ + name, source_.file, {}, {}, {}, {{prefix_ + name, reason, source_.file}}});
  }

  static YAML::Node own(const Resource& resource, const std::string& key) {
    return member(member(resource.node, "Properties"), key);
  }

  // For a function of SAM: its own property, or the property of all functions.
  YAML::Node property(const Resource& resource, const std::string& key) const {
    const YAML::Node shared = member(globals_, key);
    return first_of(own(resource, key),
                    resource.type.starts_with("AWS::Serverless::") ? shared : YAML::Node(YAML::NodeType::Undefined));
  }

  bool is_image(const Resource& resource) const {
    return resource.values.value(property(resource, "PackageType")).text() == "Image" ||
           property(resource, "ImageUri").IsDefined() || member(own(resource, "Code"), "ImageUri").IsDefined();
  }

  void describe_function(const Resource& resource) {
    if (!is_wanted(request_, prefix_ + resource.name)) return;
    if (is_image(resource)) {
      return add_unjudged(resource.name,
                          "it is a container image; audit the image itself, for instance as docker save writes it");
    }
    Described function{prefix_ + resource.name, source_.file};
    set_platform(function, resource.values.value(property(resource, "Runtime")),
                 architecture(resource, property(resource, "Architectures")));
    const bool in_template =
        own(resource, "InlineCode").IsDefined() || member(own(resource, "Code"), "ZipFile").IsDefined();
    if (!in_template) function.places.push_back(code(resource));
    if (resource.type.starts_with("AWS::Serverless::")) add_layers(function, resource, member(globals_, "Layers"));
    add_layers(function, resource, own(resource, "Layers"));
    found_.push_back(std::move(function));
  }

  Value architecture(const Resource& resource, const YAML::Node& node) const {
    const Value list = resource.values.value(node);
    const bool is_list = list.known() && list.node.IsDefined() && list.node.IsSequence() && list.node.size() != 0;
    return is_list ? resource.values.value(list.node[0]) : list;
  }

  Place code(const Resource& resource) const {
    return find_code(source_, around_, resource,
                     resource.type.starts_with("AWS::Serverless::") ? globals_ : YAML::Node(YAML::NodeType::Undefined));
  }

  const Resource* find(const std::string& name) const {
    for (const Resource& resource : list_.resources) {
      if (resource.name == name) return &resource;
    }
    return nullptr;
  }

  void add_layers(Described& function, const Resource& resource, const YAML::Node& written) {
    const Value layers = resource.values.value(written);
    if (!layers.known()) return function.beside.push_back({"layers of " + function.name, layers.unknown, source_.file});
    if (!layers.node.IsDefined() || !layers.node.IsSequence()) return;
    for (const auto& layer : at_most(most_layers, source_, layers.node, "layers for " + resource.name)) {
      add_layer(function, resource.values.value(layer));
    }
  }

  void add_layer(Described& function, const Value& layer) {
    if (layer.known() && !layer.node.IsDefined()) return;  // AWS::NoValue
    const Resource* const here = find(layer.resource);
    if (!layer.path.empty()) {
      function.places.push_back({layer.path, {}, layer.resource});
    } else if (here != nullptr && is_layer(here->type)) {
      function.places.push_back(code(*here));
      function.places.back().layer = prefix_ + here->name;
    } else if (layer.known() && layer.node.IsScalar() && !layer.text().empty()) {
      function.beside.push_back({layer.text(), "it is elsewhere: a layer of " + function.name, source_.file});
    } else {
      const std::string name = layer.resource.empty() ? "a layer of " + function.name : layer.resource;
      function.beside.push_back(
          {name, "it is a layer of " + function.name + " that is not here: " + layer.unknown, source_.file});
    }
  }

  void describe_layer(const Resource& resource) {
    Described layer{prefix_ + resource.name, source_.file};
    layer.is_layer = true;
    layer.places.push_back(code(resource));
    const Value runtimes = resource.values.value(own(resource, "CompatibleRuntimes"));
    const Value processors = resource.values.value(own(resource, "CompatibleArchitectures"));
    const std::size_t some = std::max<std::size_t>(processors.node.IsDefined() ? processors.node.size() : 0, 1);
    const bool is_list = runtimes.node.IsDefined() && runtimes.node.IsSequence();
    for (std::size_t i = 0; is_list && i < std::min<std::size_t>(runtimes.node.size(), 15); ++i) {
      for (std::size_t j = 0; j < std::min<std::size_t>(some, 2); ++j) {
        const bool all = !processors.node.IsDefined() || !processors.node.IsSequence() || processors.node.size() == 0;
        set_platform(layer, resource.values.value(runtimes.node[i]),
                     all ? processors : resource.values.value(processors.node[j]));
      }
    }
    if (layer.platforms.empty() && layer.unknown.empty())
      layer.unknown = "no function uses it, and it names no CompatibleRuntimes";
    found_.push_back(std::move(layer));
  }

  void describe_nested(const Resource& resource) {
    const Value location = find_template(source_, around_, resource);
    if (!location.known()) return add_unjudged(resource.name, location.unknown);
    if (depth_ == deepest) throw Error(source_.file + ": more than " + std::to_string(deepest) + " templates deep");
    const Template nested{location.text(), std::filesystem::path(location.text()).parent_path(),
                          load_yaml(location.text())};
    describe_cloudformation(found_, nested, request_, passed(resource), prefix_ + resource.name + "/", depth_ + 1);
  }

  // A layer of this stack keeps its place if its name is passed to another stack.
  Parameters passed(const Resource& resource) const {
    Parameters parameters;
    const YAML::Node written = own(resource, "Parameters");
    if (!written.IsDefined() || !written.IsMap()) return parameters;
    for (const auto& row : at_most(most_resources, source_, written, "parameters")) {
      Value value = resource.values.value(row.second);
      const Resource* const layer = find(value.resource);
      if (layer != nullptr && is_layer(layer->type)) value.path = code(*layer).path;
      value.resource.clear();
      parameters.emplace(text(row.first), value);
    }
    return parameters;
  }

  Descriptions& found_;
  const Template& source_;
  const TemplateRequest& request_;
  const std::string prefix_;
  const int depth_;
  const Surroundings around_;
  YAML::Node globals_;
  Resources list_;
};

}  // namespace

void describe_cloudformation(Descriptions& found, const Template& source, const TemplateRequest& request,
                             const Parameters& parameters, const std::string& prefix, int depth) {
  Stack(found, source, request, parameters, prefix, depth).describe();
}

}  // namespace platlint::deployment
