// SPDX-License-Identifier: Apache-2.0
// A plan of Terraform or OpenTofu, in the form of `terraform show -json` (developer.hashicorp.com, "JSON Output
// Format": planned_values has the known values, configuration the expressions).
#include <algorithm>
#include <array>
#include <map>

#include "deployment/templates.hpp"
#include "platlint/error.hpp"

namespace platlint::deployment {

namespace {

constexpr int deepest = 16;  // modules in modules

constexpr std::array elsewhere{"google_cloudfunctions_function", "google_cloudfunctions2_function",
                               "azurerm_linux_function_app",     "azurerm_windows_function_app",
                               "azurerm_function_app",           "aws_synthetics_canary"};

Value known(const YAML::Node& node) {
  Value value;
  if (node.IsDefined() && !node.IsNull()) value.node.reset(node);
  return value;
}

class Plan {
 public:
  Plan(Descriptions& found, const Template& source) : found_(found), source_(source) {}

  void describe() {
    const YAML::Node values = member(member(source_.root, "planned_values"), "root_module");
    const YAML::Node written = member(member(source_.root, "configuration"), "root_module");
    add(values, written, true, 0);
    add(values, written, false, 0);
  }

 private:
  // Adds the layers first, because functions of other modules may use them.
  void add(const YAML::Node& module, const YAML::Node& written, bool layers, int depth) {
    if (depth == deepest) throw Error(source_.file + ": modules are nested too deep");
    const YAML::Node resources = member(module, "resources");
    if (resources.IsDefined() && resources.IsSequence()) {
      for (const auto& resource : resources) add_resource(resource, written, layers);
    }
    const YAML::Node children = member(module, "child_modules");
    if (!children.IsDefined() || !children.IsSequence()) return;
    for (const auto& child : children) {
      add(child,
          member(member(member(written, "module_calls"), name_of_module(text(member(child, "address")))), "module"),
          layers, depth + 1);
    }
  }

  // "module.api[0]" in "module.app.module.api[0]": "api".
  static std::string name_of_module(const std::string& address) {
    const std::size_t start = address.rfind("module.");
    const std::string name = start == std::string::npos ? address : address.substr(start + 7);
    return name.substr(0, name.find('['));
  }

  void add_resource(const YAML::Node& resource, const YAML::Node& written, bool layers) {
    const std::string type = text(member(resource, "type"));
    const std::string address = text(member(resource, "address"));
    if (text(member(resource, "mode")) == "data") return;
    if (layers && type == "aws_lambda_layer_version") add_layer(address, member(resource, "values"));
    if (layers) return;
    if (type == "aws_lambda_function") add_function(address, resource, written);
    if (std::find(elsewhere.begin(), elsewhere.end(), type) != elsewhere.end()) {
      add_unjudged(address, "a plan does not say where the code of " + type + " is; name it as PATH");
    }
  }

  void add_unjudged(const std::string& name, const std::string& reason) {
    found_.push_back({name, source_.file, {}, {}, {}, {{name, reason, source_.file}}});
  }

  Place code(const YAML::Node& values) const {
    const std::string file = text(member(values, "filename"));
    if (!file.empty()) return place(source_, file, "build it first");
    const std::string key = text(member(values, "s3_key"));
    return {"", key.empty() ? "what it ships is known only to the deployment"
                            : "its code is " + key + " of the bucket " + text(member(values, "s3_bucket")) +
                                  ", which is not here"};
  }

  void add_layer(const std::string& address, const YAML::Node& values) {
    Described layer{address, source_.file};
    layer.is_layer = true;
    layer.places.push_back(code(values));
    layer.places.back().layer = address;
    const YAML::Node runtimes = member(values, "compatible_runtimes");
    const YAML::Node processors = member(values, "compatible_architectures");
    const bool is_list = processors.IsDefined() && processors.IsSequence() && processors.size() != 0;
    constexpr std::size_t most = 15;  // that AWS takes
    for (std::size_t i = 0; runtimes.IsDefined() && runtimes.IsSequence() && i < std::min(runtimes.size(), most); ++i) {
      for (std::size_t j = 0; j < (is_list ? std::min(processors.size(), std::size_t{2}) : 1); ++j) {
        set_platform(layer, known(runtimes[i]), is_list ? known(processors[j]) : Value());
      }
    }
    if (layer.platforms.empty()) layer.unknown = "no function uses it, and it names no compatible_runtimes";
    if (const std::string arn = text(member(values, "arn")); !arn.empty()) arns_[arn] = layer.places.front();
    layers_[address.substr(0, address.find('['))].push_back(layer.places.front());
    found_.push_back(std::move(layer));
  }

  void add_function(const std::string& address, const YAML::Node& resource, const YAML::Node& written) {
    const YAML::Node values = member(resource, "values");
    if (text(member(values, "package_type")) == "Image" || !text(member(values, "image_uri")).empty()) {
      return add_unjudged(address,
                          "it is a container image; audit the image itself, for instance as docker save writes it");
    }
    Described function{address, source_.file};
    const YAML::Node processors = member(values, "architectures");
    set_platform(function, known(member(values, "runtime")),
                 processors.IsDefined() && processors.IsSequence() && processors.size() != 0
                     ? known(processors[0])
                     : unknown_processor(resource, written));
    function.places.push_back(code(values));
    add_layers(function, values, expressions(resource, written));
    found_.push_back(std::move(function));
  }

  // If there is neither a value nor an expression, it is the default. If there is only an expression, it is not known
  // yet.
  Value unknown_processor(const YAML::Node& resource, const YAML::Node& written) const {
    Value value;
    const YAML::Node said = member(expressions(resource, written), "architectures");
    if (said.IsDefined() && member(said, "references").IsDefined() &&
        !member(member(resource, "values"), "architectures").IsDefined()) {
      value.unknown = "the plan does not know it yet";
    }
    return value;
  }

  static YAML::Node expressions(const YAML::Node& resource, const YAML::Node& written) {
    const YAML::Node all = member(written, "resources");
    if (all.IsDefined() && all.IsSequence()) {
      for (const auto& one : all) {
        const bool same = text(member(one, "type")) == text(member(resource, "type")) &&
                          text(member(one, "name")) == text(member(resource, "name"));
        if (same) return member(one, "expressions");
      }
    }
    return YAML::Node(YAML::NodeType::Undefined);
  }

  void add_layers(Described& function, const YAML::Node& values, const YAML::Node& expressions) {
    const YAML::Node layers = member(values, "layers");
    if (layers.IsDefined() && layers.IsSequence() && layers.size() != 0) {
      for (const auto& layer : at_most(most_layers, source_, layers, "layers for " + function.name)) {
        const auto here = arns_.find(text(layer));
        if (here != arns_.end()) {
          function.places.push_back(here->second);
        } else if (!text(layer).empty()) {
          add_beside(function, text(layer), "that is elsewhere");
        }
      }
      if (std::none_of(layers.begin(), layers.end(), [](const auto& layer) { return text(layer).empty(); })) return;
    }
    const std::string module = function.name.substr(0, function.name.rfind("aws_lambda_function."));
    add_references(function, module, member(member(expressions, "layers"), "references"));
  }

  // References in the same module: "aws_lambda_layer_version.libs.arn" and, beside it, "aws_lambda_layer_version.libs".
  void add_references(Described& function, const std::string& module, const YAML::Node& references) {
    if (!references.IsDefined() || !references.IsSequence()) return;
    std::vector<std::string> done;
    for (const auto& row : references) {
      const std::string whole = text(row);
      const auto layer = std::find_if(layers_.begin(), layers_.end(), [&](const auto& one) {
        const std::string address = module + whole;
        return address == one.first || address.starts_with(one.first + ".") || address.starts_with(one.first + "[");
      });
      const std::string name = layer != layers_.end() ? layer->first : whole;
      const bool is_told = std::any_of(done.begin(), done.end(), [&](const std::string& other) {
        return other == name || other.starts_with(name + ".");
      });
      if (is_told) continue;
      done.push_back(name);
      if (layer != layers_.end()) {
        function.places.insert(function.places.end(), layer->second.begin(), layer->second.end());
      } else {
        add_beside(function, name, "that the plan does not know yet");
      }
    }
  }

  void add_beside(Described& function, const std::string& name, const std::string& why) {
    function.beside.push_back({name, "it is a layer of " + function.name + " " + why, source_.file});
  }

  Descriptions& found_;
  const Template& source_;
  std::map<std::string, std::vector<Place>> layers_;  // by address
  std::map<std::string, Place> arns_;                 // of those that exist
};

}  // namespace

void describe_terraform(Descriptions& found, const Template& source) {
  Plan(found, source).describe();
}

}  // namespace platlint::deployment
