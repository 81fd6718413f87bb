// SPDX-License-Identifier: Apache-2.0
// serverless.yml (Serverless Framework: "AWS - Serverless.yml Reference", "Packaging", "AWS - Layers").
#include <algorithm>
#include <cctype>
#include <optional>
#include <string_view>

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

// "${file(functions/one.yml):one}": a file beside this one, and a member in it ("Serverless Framework - Variables",
// "Reference Properties In Other Files").
struct FileReference {
  std::string path;
  std::vector<std::string> members;
};

std::optional<FileReference> file_reference(const std::string& text) {
  constexpr std::string_view start = "${file(";
  const std::size_t close = text.find(')');
  if (!text.starts_with(start) || !text.ends_with('}') || close == std::string::npos) return std::nullopt;
  FileReference found{text.substr(start.size(), close - start.size()), {}};
  std::string rest = text.substr(close + 1, text.size() - close - 2);
  if (!rest.empty() && rest[0] != ':') return std::nullopt;
  for (std::size_t at = 1; at < rest.size();) {
    const std::size_t end = std::min(rest.find('.', at), rest.size());
    found.members.push_back(rest.substr(at, end - at));
    at = end + 1;
  }
  return found;
}

// Reads what stands in other files in place of itself.
class Includes {
 public:
  explicit Includes(const Template& source) : source_(source) {}

  /// The node, or what it refers to. Throws Error where only the deployment knows that.
  YAML::Node resolved(const YAML::Node& node, const std::string& what) {
    YAML::Node found = node;
    for (int depth = 0; text(found).starts_with("${"); ++depth) {
      const std::optional<FileReference> reference = file_reference(text(found));
      if (!reference || depth == deepest || !is_data(reference->path)) {
        throw Error(source_.file + ": " + what + " stands as '" + text(found) +
                    "', which only the deployment knows; name the bundle as PATH, and say --platform");
      }
      found = load(reference->path);
      for (const std::string& name : reference->members) found = member(found, name);
    }
    return found;
  }

 private:
  static constexpr int deepest = 8;
  static constexpr int most_files = 200;  // each of 1 MiB at most

  static bool is_data(const std::string& path) {
    return path.ends_with(".yml") || path.ends_with(".yaml") || path.ends_with(".json");
  }

  YAML::Node load(const std::string& path) {
    const std::string file = below(source_, path);
    if (++files_ > most_files)
      throw Error(source_.file + " refers to more than " + std::to_string(most_files) + " files");
    if (!std::filesystem::is_regular_file(file))
      throw Error(source_.file + " refers to " + file + ", which is not here");
    return load_yaml(file);
  }

  const Template& source_;
  int files_ = 0;
};

struct Named {
  std::string name;
  YAML::Node node;
};

void add_functions(std::vector<Named>& all, const Template& source, const YAML::Node& map) {
  if (!map.IsDefined() || !map.IsMap()) return;
  for (const auto& entry : at_most(most_resources, source, map, "functions")) {
    all.push_back({text(entry.first), entry.second});
  }
}

// A map, or a list of maps (the framework merges them), any of which may stand in another file.
std::vector<Named> named_functions(const Template& source, Includes& includes) {
  const YAML::Node functions = includes.resolved(member(source.root, "functions"), "functions");
  std::vector<Named> all;
  add_functions(all, source, functions);
  if (!functions.IsDefined() || !functions.IsSequence()) return all;
  for (const auto& part : at_most(most_resources, source, functions, "functions")) {
    add_functions(all, source, includes.resolved(part, "one of the functions"));
    if (all.size() > most_resources)
      throw Error(source.file + " has too many functions; AWS takes " + std::to_string(most_resources));
  }
  return all;
}

}  // namespace

std::vector<Function> serverless_functions(const Template& source, const std::string& only) {
  Includes includes(source);
  const YAML::Node provider = includes.resolved(member(source.root, "provider"), "the provider");
  const std::string cloud = provider.IsScalar() ? text(provider) : text(member(provider, "name"));
  std::vector<Function> found;
  for (const auto& [name, written] : named_functions(source, includes)) {
    if (!only.empty() && name != only) continue;
    const YAML::Node function = includes.resolved(written, "the function " + name);
    if (member(function, "image").IsDefined()) continue;
    const auto setting = [&](const std::string& key) { return first_of(member(function, key), member(provider, key)); };
    const YAML::Node architecture = setting("architecture");
    Function row =
        function_for(source, name, text(setting("runtime")), architecture.IsDefined() ? text(architecture) : "x86_64");
    if (cloud != "aws") {
      row.platform.clear();
      row.unknown = source.file + ": the provider is '" + cloud +
                    "', of which no runtimes are known here, only of aws; say the platform with --platform";
    }
    row.bundles.push_back(bundle(source, name, function));
    add_layers(source, row, setting("layers"));
    found.push_back(std::move(row));
  }
  return found;
}

}  // namespace platlint::deployment
