// SPDX-License-Identifier: Apache-2.0
#include "deployment/deployment.hpp"

#include <algorithm>
#include <array>
#include <set>

#include "deployment/sources.hpp"
#include "deployment/templates.hpp"
#include "platlint/error.hpp"

namespace platlint::deployment {

namespace {

namespace fs = std::filesystem;

// The names of a project's template, if a directory is given.
constexpr std::array template_names{"template.yaml",  "template.yml",    "template.json",
                                    "serverless.yml", "serverless.yaml", "serverless.json"};

std::vector<std::string> template_files(const std::string& file) {
  std::error_code error;
  if (!fs::is_directory(file, error)) return {file};
  for (const fs::path& folder : {fs::path(file), fs::path(file) / "cdk.out"}) {
    if (fs::is_regular_file(folder / "manifest.json", error)) return cdk_templates(folder);
    for (const char* const name : template_names) {
      if (fs::is_regular_file(folder / name, error)) return {(folder / name).string()};
    }
  }
  throw Error(file + " has no template: no template.yaml, no serverless.yml, and no output of cdk synth");
}

Parameters given(const TemplateRequest& request) {
  Parameters parameters;
  for (const auto& [name, text] : request.parameters) parameters[name].node.reset(YAML::Node(text));
  return parameters;
}

void describe(Descriptions& found, const TemplateRequest& request, const std::string& file, const std::string& prefix) {
  const Template source{file, fs::path(file).parent_path(), load_yaml(file)};
  if (member(source.root, "planned_values").IsDefined()) return describe_terraform(found, source);
  if (member(source.root, "provider").IsDefined()) return describe_serverless(found, source, request);
  if (member(source.root, "Resources").IsDefined()) {
    return describe_cloudformation(found, source, request, given(request), prefix, 0);
  }
  throw Error(
      file +
      " is neither a SAM or CloudFormation template (no 'Resources') nor a serverless.yml (no 'provider') nor a "
      "plan of Terraform");
}

// If there are several stacks, each function has its stack's name before its own.
std::string prefix_of(const std::string& file, bool several) {
  if (!several) return {};
  const std::string name = fs::path(file).filename().string();
  return name.substr(0, name.find('.')) + "/";
}

std::vector<std::string> paths(const Described& row) {
  std::vector<std::string> paths;
  for (const Place& place : row.places) {
    if (!place.path.empty() && std::find(paths.begin(), paths.end(), place.path) == paths.end()) {
      paths.push_back(place.path);
    }
  }
  return paths;
}

class Assembly {
 public:
  Assembly(const TemplateRequest& request, Descriptions described)
      : request_(request), described_(std::move(described)) {}

  Deployment assemble() {
    note_what_is_used();
    for (const Described& row : described_) {
      const bool is_used = row.is_layer && !row.places.empty() && used_.count(row.places.front().path) != 0;
      const bool is_left_out = row.is_layer && !request_.only.empty();
      if (!is_used && !is_left_out) add(row);
    }
    return std::move(result_);
  }

 private:
  void note_what_is_used() {
    for (const Described& row : described_) {
      if (row.is_layer) continue;
      for (const Place& place : row.places) used_.insert(place.path);
      platforms_.insert(row.platforms.begin(), row.platforms.end());
    }
    used_.erase("");
  }

  void add(const Described& row) {
    if (request_.only_platforms) return add_platform(row);
    for (const Unjudged& part : row.beside) add_unjudged(part);
    if (row.places.empty()) return;
    if (!add_absent(row)) return;
    std::vector<std::string> platforms = row.platforms;
    if (!request_.platform.empty()) platforms = {request_.platform};
    if (platforms.empty() && row.is_layer && platforms_.size() == 1) platforms = {*platforms_.begin()};
    if (platforms.empty()) return add_unjudged({row.name, row.unknown, row.file});
    const bool has_code = !row.is_layer && row.places.front().layer.empty() && !row.places.front().path.empty();
    add_function({{row.name}, platforms, paths(row), has_code});
  }

  void add_platform(const Described& row) {
    if (row.is_layer || row.places.empty()) return;
    if (row.platforms.empty()) return add_unjudged({row.name, row.unknown, row.file});
    add_function({{row.name}, row.platforms, {}, false});
  }

  // Reports the places that do not exist. Without its own code there is nothing to judge; a missing layer does not stop
  // the rest.
  bool add_absent(const Described& row) {
    bool any = false;
    for (const Place& place : row.places) {
      const std::string& name = place.layer.empty() ? row.name : place.layer;
      if (place.path.empty()) add_unjudged({name, place.reason, row.file});
      any = any || !place.path.empty();
    }
    return any;
  }

  void add_unjudged(const Unjudged& part) {
    const auto same = [&](const Unjudged& other) { return other.name == part.name && other.reason == part.reason; };
    auto& all = result_.unjudged;
    if (std::none_of(all.begin(), all.end(), same)) all.push_back(part);
  }

  void add_function(Function added) {
    for (Function& function : result_.functions) {
      const bool same = function.platforms == added.platforms && function.bundles == added.bundles &&
                        function.has_code == added.has_code;
      if (same) return function.names.push_back(added.names.front());
    }
    result_.functions.push_back(std::move(added));
  }

  const TemplateRequest& request_;
  const Descriptions described_;
  std::set<std::string> used_;
  std::set<std::string> platforms_;
  Deployment result_;
};

}  // namespace

bool is_wanted(const TemplateRequest& request, const std::string& name) {
  return request.only.empty() || name == request.only || name.ends_with("/" + request.only);
}

void set_platform(Described& function, const Value& runtime, const Value& architecture) {
  const bool is_default = architecture.known() && !architecture.node.IsDefined();
  const std::string processor = is_default ? "x86_64" : architecture.text();  // the documented default
  std::vector<std::string> runtimes = runtime.possible;
  // "${...}" of serverless, in a place where CloudFormation's words are expected.
  const bool is_open = runtime.text().find("${") != std::string::npos;
  if (runtime.known() && !runtime.text().empty() && !is_open) runtimes = {runtime.text()};
  if (runtimes.empty() || processor.empty()) {
    const Value& value = runtimes.empty() ? runtime : architecture;
    const std::string why = value.known() ? "written here; say" : "known: " + value.unknown + "; or say";
    function.unknown = std::string("its ") + (runtimes.empty() ? "runtime" : "architecture") + " is not " + why +
                       " --platform, for instance aws-lambda:python3.12:arm64";
    return;
  }
  for (const std::string& one : runtimes) {
    function.platforms.push_back("aws-lambda:" + one + (processor == "x86_64" ? "" : ":" + processor));
  }
}

Place place(const Template& source, const std::string& path, const std::string& build) {
  std::string whole = below(source, path);
  std::error_code error;
  if (!fs::exists(whole, error)) {
    return {"", "its bundle is not here (" + whole + "); " + build + ", or name the directory or archive"};
  }
  const std::string why = fs::is_directory(whole, error) ? unbuilt(whole) : "";
  if (why.empty()) return {std::move(whole)};
  return {"", whole + " is its source, " + why + "; " + build + ", or name the directory or archive"};
}

YAML::Node at_most(std::size_t limit, const Template& source, const YAML::Node& node, const std::string& what) {
  if (node.IsDefined() && (node.IsMap() || node.IsSequence()) && node.size() > limit) {
    throw Error(source.file + " has " + std::to_string(node.size()) + " " + what + "; AWS takes " +
                std::to_string(limit));
  }
  return node;
}

std::string below(const Template& source, const fs::path& path) {
  const fs::path normal = (source.folder / path).lexically_normal();
  return (normal.has_filename() ? normal : normal.parent_path()).string();
}

Deployment read_deployment(const TemplateRequest& request) {
  const std::vector<std::string> files = template_files(request.file);
  Descriptions found;
  for (const std::string& file : files) describe(found, request, file, prefix_of(file, files.size() > 1));
  Deployment result = Assembly(request, std::move(found)).assemble();
  if (result.functions.empty() && result.unjudged.empty()) {
    throw Error(request.file + " has no function" + (request.only.empty() ? "" : " '" + request.only + "'") +
                " that ships a bundle");
  }
  return result;
}

}  // namespace platlint::deployment
