// SPDX-License-Identifier: Apache-2.0
// serverless.yml (Serverless Framework: "AWS - Serverless.yml Reference", "Packaging", "AWS - Layers").
#include <algorithm>
#include <cctype>
#include <vector>

#include "deployment/templates.hpp"
#include "deployment/variables.hpp"
#include "platlint/error.hpp"

namespace platlint::deployment {

namespace {

const char* const build = "build it first (serverless package)";

// The name that the framework gives the resource of the layer `my-libs`: MyDashlibsLambdaLayer (its
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

struct Named {
  std::string name;
  Value value;
};

class Service {
 public:
  Service(Descriptions& found, const Template& source, const TemplateRequest& request)
      : found_(found),
        source_(source),
        request_(request),
        variables_(source, request),
        provider_(variables_.value(source.root, "provider")) {}

  void describe() {
    for (const Named& layer : named("layers")) add_layer(layer);
    for (const Named& function : named("functions")) add_function(function);
    add_resources();
  }

 private:
  void add_unjudged(const std::string& name, const std::string& reason) {
    found_.push_back({name, source_.file, {}, {}, {}, {{name, reason, source_.file}}});
  }

  // A map, or a list of maps, which the framework merges. Each may be in another file.
  std::vector<Named> named(const std::string& key) {
    std::vector<Named> all;
    const Value whole = variables_.value(source_.root, key);
    add_named(all, key, whole);
    if (!whole.node.IsDefined() || !whole.node.IsSequence()) return all;
    for (const auto& part : at_most(most_resources, source_, whole.node, key))
      add_named(all, key, variables_.value(part));
    return all;
  }

  void add_named(std::vector<Named>& all, const std::string& key, const Value& map) {
    if (!map.known()) return add_unjudged(key, "they are elsewhere: " + map.unknown);
    if (!map.node.IsDefined() || !map.node.IsMap()) return;
    for (const auto& row : at_most(most_resources, source_, map.node, key)) {
      if (all.size() == most_resources) throw Error(source_.file + " has too many " + key + "; AWS takes 500");
      all.push_back({text(row.first), variables_.value(row.second)});
    }
  }

  // The setting of a function, or else of the provider.
  Value setting(const Value& function, const std::string& key) {
    const YAML::Node own = member(function.node, key);
    return variables_.value(own.IsDefined() ? own : member(provider_.node, key));
  }

  void add_function(const Named& named) {
    const auto& [name, function] = named;
    if (!is_wanted(request_, name)) return;
    if (!function.known()) return add_unjudged(name, "it is elsewhere: " + function.unknown);
    if (member(function.node, "image").IsDefined()) {
      return add_unjudged(name,
                          "it is a container image; audit the image itself, for instance as docker save writes it");
    }
    Described row{name, source_.file};
    set_platform(row, setting(function, "runtime"), setting(function, "architecture"));
    const std::string cloud = provider_.node.IsDefined() && provider_.node.IsScalar()
                                  ? provider_.text()
                                  : variables_.value(provider_.node, "name").text();
    if (cloud != "aws") {
      row.platforms.clear();
      row.unknown = "the provider is '" + cloud + "', whose runtimes are not known here; say --platform";
    }
    row.places.push_back(code(name, function));
    add_layers(row, setting(function, "layers"));
    found_.push_back(std::move(row));
  }

  Place code(const std::string& name, const Value& function) {
    const Value own = variables_.value(function.node, "package");
    const Value shared = variables_.value(source_.root, "package");
    const auto said = [&](const std::string& key) {
      return variables_.value(first_of(member(own.node, key), member(shared.node, key)));
    };
    const Value artifact = said("artifact");
    if (!artifact.known()) return {"", "its bundle is not known: " + artifact.unknown};
    if (artifact.text().find("://") != std::string::npos)
      return {"", "its code is " + artifact.text() + ", which is not here"};
    if (!artifact.text().empty()) return place(source_, artifact.text(), build);
    const Value service = variables_.value(source_.root, "service");
    const Value named =
        service.node.IsDefined() && service.node.IsMap() ? variables_.value(service.node, "name") : Value(service);
    const bool alone = said("individually").text() == "true";
    if (!alone && !named.known()) return {"", "the name of the service is not known: " + named.unknown};
    return place(source_, ".serverless/" + (alone ? name : named.text()) + ".zip", build);
  }

  struct Layer {
    std::string resource;
    Place place;
  };

  Place layer_place(const Named& layer) {
    const Value package = variables_.value(layer.value.node, "package");
    const Value artifact = variables_.value(package.node, "artifact");
    const Value path = variables_.value(layer.value.node, "path");
    for (const Value& value : {artifact, path}) {
      if (!value.known()) return {"", "its place is not known: " + value.unknown};
      if (!value.text().empty()) return place(source_, value.text(), build);
    }
    return place(source_, ".serverless/" + layer.name + ".zip", build);
  }

  void add_layer(const Named& layer) {
    if (!layer.value.known()) return add_unjudged(layer.name, "it is elsewhere: " + layer.value.unknown);
    Described row{layer.name, source_.file};
    row.is_layer = true;
    row.places.push_back(layer_place(layer));
    row.places.back().layer = layer.name;
    layers_.push_back({resource_of_layer(layer.name), row.places.front()});
    const Value runtimes = variables_.value(layer.value.node, "compatibleRuntimes");
    const Value processors = variables_.value(layer.value.node, "compatibleArchitectures");
    const bool is_list = processors.node.IsDefined() && processors.node.IsSequence() && processors.node.size() != 0;
    constexpr std::size_t most = 15;  // that AWS takes
    const bool some = runtimes.node.IsDefined() && runtimes.node.IsSequence();
    for (std::size_t i = 0; some && i < std::min(runtimes.node.size(), most); ++i) {
      for (std::size_t j = 0; j < (is_list ? std::min(processors.node.size(), std::size_t{2}) : 1); ++j) {
        set_platform(row, variables_.value(runtimes.node[i]), is_list ? variables_.value(processors.node[j]) : Value());
      }
    }
    if (row.platforms.empty()) row.unknown = "no function uses it, and it names no compatibleRuntimes";
    found_.push_back(std::move(row));
  }

  void add_layers(Described& function, const Value& used) {
    if (!used.known()) return function.beside.push_back({"layers of " + function.name, used.unknown, source_.file});
    if (!used.node.IsDefined() || !used.node.IsSequence()) return;
    for (const auto& written : at_most(most_layers, source_, used.node, "layers for " + function.name)) {
      const Value layer = variables_.value(written);
      const std::optional<Intrinsic> call = intrinsic(layer.node);
      const std::string name = call && call->name == "Ref" ? text(call->arguments) : layer.text();
      const auto here =
          std::find_if(layers_.begin(), layers_.end(), [&](const Layer& one) { return one.resource == name; });
      if (call && here != layers_.end()) {
        function.places.push_back(here->place);
      } else {
        const std::string what = layer.known() ? "" : ": " + layer.unknown;
        function.beside.push_back({name.empty() ? "a layer of " + function.name : name,
                                   "it is elsewhere: a layer of " + function.name + what, source_.file});
      }
    }
  }

  // The resources that are written there as in CloudFormation: a map or a list of maps.
  void add_resources() {
    const Value whole = variables_.value(source_.root, "resources");
    if (!whole.node.IsDefined()) return;
    const auto add = [&](const Value& part) {
      if (!part.node.IsDefined() || !member(part.node, "Resources").IsDefined()) return;
      const Template resources{source_.file, source_.folder, part.node};
      describe_cloudformation(found_, resources, request_, {}, "", 0);
    };
    add(whole);
    if (!whole.node.IsSequence()) return;
    for (const auto& part : at_most(most_resources, source_, whole.node, "resources")) add(variables_.value(part));
  }

  Descriptions& found_;
  const Template& source_;
  const TemplateRequest& request_;
  Variables variables_;
  const Value provider_;
  std::vector<Layer> layers_;
};

}  // namespace

void describe_serverless(Descriptions& found, const Template& source, const TemplateRequest& request) {
  Service(found, source, request).describe();
}

}  // namespace platlint::deployment
