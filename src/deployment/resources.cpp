// SPDX-License-Identifier: Apache-2.0
// Finds the place of code: the output of `sam build` (AWS SAM Developer Guide, "sam build"), CDK's assets (AWS CDK
// Developer Guide, "Assets": the metadata aws:asset:path), or the written path.
#include "deployment/resources.hpp"

#include <algorithm>
#include <array>

#include "platlint/error.hpp"

namespace platlint::deployment {

namespace {

namespace fs = std::filesystem;

const char* const build = "build it first (sam build)";
const char* const synthesise = "synthesise it first (cdk synth)";

class Lister {
 public:
  Lister(const Template& source, Resources& list) : source_(source), list_(list) {}

  void add_all(const YAML::Node& map, const Values& values, int depth) {
    if (!map.IsDefined() || !map.IsMap()) return;
    for (const auto& row : at_most(most_resources, source_, map, "resources")) {
      const std::string name = values.replaced(text(row.first));
      if (name.starts_with("Fn::ForEach::")) {
        add_each(name, row.second, values, depth);
      } else if (name.starts_with("Fn::")) {
        list_.unjudged.emplace_back(name, "it adds resources that only the deployment knows");
      } else {
        add(name, row.second, values);
      }
    }
  }

 private:
  void add(const std::string& name, const YAML::Node& node, const Values& values) {
    const YAML::Node condition = member(node, "Condition");
    if (condition.IsDefined() && values.condition(values.replaced(text(condition))) == false) return;
    if (list_.resources.size() == most_resources) {
      throw Error(source_.file + " has more than " + std::to_string(most_resources) +
                  " resources, the most that AWS takes");
    }
    list_.resources.push_back({name, values.replaced(text(member(node, "Type"))), node, values});
  }

  // AWS CloudFormation Template Reference Guide, "Fn::ForEach": [name, list, {key: resource}].
  void add_each(const std::string& name, const YAML::Node& loop, const Values& values, int depth) {
    constexpr int deepest = 4;
    if (!loop.IsSequence() || loop.size() != 3 || depth == deepest) {
      return list_.unjudged.emplace_back(name, "this kind of loop is not understood"), void();
    }
    const Value all = values.value(loop[1]);
    if (!all.known() || !all.node.IsDefined() || !all.node.IsSequence()) {
      return list_.unjudged.emplace_back(name, "it loops over values that only the deployment knows: " + all.unknown),
             void();
    }
    for (const auto& item : at_most(most_resources, source_, all.node, "rounds of " + name)) {
      const Value one = values.value(item);
      if (!one.known()) {
        list_.unjudged.emplace_back(name, "it loops over values that only the deployment knows: " + one.unknown);
        continue;
      }
      add_all(loop[2], values.with(text(loop[0]), one.text()), depth + 1);
    }
  }

  const Template& source_;
  Resources& list_;
};

bool is_local(const std::string& path) {
  return !path.empty() && path.find("://") == std::string::npos;
}

YAML::Node resource_of(const Template& source, const std::string& name) {
  return member(member(source.root, "Resources"), name);
}

// The file that CDK uploads under this key, or a file with the last part of the key: CDK and `sls package` leave it
// beside the template.
Place find_object(const Template& source, const Surroundings& around, const Resource& resource,
                  const YAML::Node& code) {
  const auto value = [&](const char* one, const char* other) {
    return resource.values.value(first_of(member(code, one), member(code, other)));
  };
  const Value bucket = value("S3Bucket", "Bucket");
  const Value key = value("S3Key", "Key");
  if (!key.known() || key.text().empty()) return {"", "its code is in a bucket"};
  const auto asset = around.assets.find(key.text());
  if (asset != around.assets.end()) return place(source, asset->second, synthesise);
  const fs::path name = fs::path(key.text()).filename();
  for (const fs::path& candidate :
       {name, fs::path("asset." + name.string()), fs::path("asset." + name.stem().string())}) {
    std::error_code error;
    if (fs::exists(source.folder / candidate, error)) return place(source, candidate.string(), build);
  }
  return {"", "its code is " + key.text() + (bucket.known() ? " of the bucket " + bucket.text() : " of a bucket") +
                  ", which is not here"};
}

constexpr std::array code_properties{"CodeUri", "Code", "ContentUri", "Content"};

YAML::Node written_code(const YAML::Node& resource, const YAML::Node& globals) {
  for (const char* const key : code_properties) {
    const YAML::Node found = member(member(resource, "Properties"), key);
    if (found.IsDefined()) return found;
  }
  return member(globals, "CodeUri");
}

Place written_place(const Template& source, const Surroundings& around, const Resource& resource,
                    const YAML::Node& globals) {
  const Value code = resource.values.value(written_code(resource.node, globals));
  if (!code.known()) return {"", "the place of its code is not known: " + code.unknown};
  if (code.node.IsDefined() && code.node.IsMap()) return find_object(source, around, resource, code.node);
  const std::string path = code.node.IsDefined() ? code.text() : ".";
  if (path.empty()) return {"", "the template does not say where its code is"};
  if (!is_local(path)) return {"", "its code is " + path + ", which is not here"};
  const Value method = resource.values.value(member(member(resource.node, "Metadata"), "BuildMethod"));
  if (method.node.IsDefined()) {
    return {"", below(source, path) + " is its source, which sam build builds (BuildMethod " + method.text() +
                    "); build it first, or name the directory or archive"};
  }
  return place(source, path, build);
}

// The key of an asset in an address that is put together: "https://s3.${AWS::Region}.../HASH.json".
std::string asset_in(const Surroundings& around, const YAML::Node& address, int depth) {
  constexpr int deepest = 6;
  if (!address.IsDefined() || depth == deepest) return {};
  if (address.IsScalar()) {
    const std::string& text = address.Scalar();
    const auto asset = around.assets.find(text.substr(text.rfind('/') + 1));
    return asset == around.assets.end() ? "" : asset->second;
  }
  constexpr std::size_t most = 32;
  for (std::size_t i = 0; address.IsSequence() && i < std::min(address.size(), most); ++i) {
    if (std::string found = asset_in(around, address[i], depth + 1); !found.empty()) return found;
  }
  const std::optional<Intrinsic> function = intrinsic(address);
  return function && address.IsMap() ? asset_in(around, function->arguments, depth + 1) : "";
}

}  // namespace

Surroundings look_around(const Template& source) {
  const fs::path folder = source.folder / ".aws-sam" / "build";
  const std::string file = (folder / "template.yaml").string();
  std::error_code error;
  const bool is_built = fs::is_regular_file(file, error);
  return {{file, folder, is_built ? load_yaml(file) : YAML::Node(YAML::NodeType::Undefined)}, cdk_assets(source.file)};
}

Resources list_resources(const Template& source, const Values& values) {
  Resources list;
  Lister(source, list).add_all(member(source.root, "Resources"), values, 0);
  return list;
}

Place find_code(const Template& source, const Surroundings& around, const Resource& resource,
                const YAML::Node& globals) {
  const std::string asset = text(member(member(resource.node, "Metadata"), "aws:asset:path"));
  if (!asset.empty()) return place(source, asset, synthesise);
  if (const YAML::Node node = resource_of(around.built, resource.name); node.IsDefined()) {
    const Resource there{resource.name, resource.type, node, resource.values};
    const std::string path = text(written_code(node, YAML::Node(YAML::NodeType::Undefined)));
    std::error_code error;
    if (is_local(path) && fs::exists(around.built.folder / path, error)) return {below(around.built, path)};
    if (is_local(path)) return place(around.built, path, build);
  }
  const fs::path folder = fs::path(".aws-sam") / "build" / resource.name;
  std::error_code error;
  if (fs::exists(source.folder / folder, error)) return {below(source, folder)};
  return written_place(source, around, resource, globals);
}

Value find_template(const Template& source, const Surroundings& around, const Resource& resource) {
  Value value;
  const YAML::Node properties = member(resource.node, "Properties");
  std::string asset = text(member(member(resource.node, "Metadata"), "aws:asset:path"));
  if (asset.empty()) asset = asset_in(around, member(properties, "TemplateURL"), 0);
  const std::string there = text(member(member(resource_of(around.built, resource.name), "Properties"), "Location"));
  const Value written =
      resource.values.value(first_of(member(properties, "Location"), member(properties, "TemplateURL")));
  std::string file = !asset.empty()             ? below(source, asset)
                     : is_local(there)          ? below(around.built, there)
                     : !written.known()         ? ""
                     : is_local(written.text()) ? below(source, written.text())
                                                : "";
  std::error_code error;
  if (file.empty()) {
    value.unknown = "its template is not here" + (written.known() ? "" : ": " + written.unknown);
    if (written.known() && !written.text().empty())
      value.unknown = "its template is " + written.text() + ", which is not here";
  } else if (!fs::is_regular_file(file, error)) {
    value.unknown = "its template " + file + " is not here";
  } else {
    value.node.reset(YAML::Node(file));
  }
  return value;
}

}  // namespace platlint::deployment
