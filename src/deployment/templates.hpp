// SPDX-License-Identifier: Apache-2.0
// The kinds of template, one file each, and their common parts.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "deployment/deployment.hpp"
#include "deployment/values.hpp"
#include "deployment/yaml.hpp"

namespace platlint::deployment {

struct Template {
  std::string file;
  std::filesystem::path folder;  ///< paths in the template are relative to it
  YAML::Node root;
};

/// The place of the shipped files, from the working directory; or why they do not exist.
struct Place {
  std::string path;
  std::string reason = {};
  std::string layer = {};  ///< the layer that it belongs to; empty: the function's own
};

/// One function or one layer as a template describes it.
struct Described {
  std::string name;
  std::string file;
  std::vector<std::string> platforms = {};
  std::string unknown = {};           ///< why there is no platform
  std::vector<Place> places = {};     ///< its own, then its layers'
  std::vector<Unjudged> beside = {};  ///< layers that do not exist here
  bool is_layer = false;              ///< judged alone if no function uses it
};

using Descriptions = std::vector<Described>;

/// Describes everything that a template of CloudFormation deploys, with and without the SAM transform, and with the
/// templates that it nests. `prefix`: "App/" for names; `depth`: how many templates this one is nested in.
void describe_cloudformation(Descriptions& found, const Template& source, const TemplateRequest& request,
                             const Parameters& parameters, const std::string& prefix, int depth);
void describe_serverless(Descriptions& found, const Template& source, const TemplateRequest& request);
void describe_terraform(Descriptions& found, const Template& source);

/// The stacks of a `cdk.out`, nested assemblies included: its templates' files. Throws Error if there are none.
std::vector<std::string> cdk_templates(const std::filesystem::path& folder);

/// The files of a cdk.out that are uploaded: the key in the bucket -> the path, from its folder. Empty: the template is
/// not in a cdk.out.
std::map<std::string, std::string> cdk_assets(const std::filesystem::path& file);

/// Is this the name that `--function` wants?
bool is_wanted(const TemplateRequest& request, const std::string& name);

/// Sets the platforms, or why they are not known.
void set_platform(Described& function, const Value& runtime, const Value& architecture);

/// The files at a path that the template names; "" if it names none. `build`: the command that builds them.
Place place(const Template& source, const std::string& path, const std::string& build);

/// The node, if it is not longer than AWS accepts. So a value that is aliased thousands of times is not looked at as
/// often. Throws Error.
YAML::Node at_most(std::size_t limit, const Template& source, const YAML::Node& node, const std::string& what);

constexpr std::size_t most_resources = 500;  // AWS CloudFormation User Guide, "Understand CloudFormation quotas"
constexpr std::size_t most_layers = 5;       // of a function: AWS Lambda Developer Guide, "Lambda quotas"

/// The path as the user would write it, from the working directory.
std::string below(const Template& source, const std::filesystem::path& path);

}  // namespace platlint::deployment
