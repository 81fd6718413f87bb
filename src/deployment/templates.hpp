// SPDX-License-Identifier: Apache-2.0
// The kinds of template, one file each.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "deployment/deployment.hpp"
#include "deployment/yaml.hpp"

namespace platlint::deployment {

struct Template {
  std::string file;
  std::filesystem::path folder;  ///< that its paths are relative to
  YAML::Node root;
};

/// `only`: the one function to read, so that the others' runtimes need not be known; empty: all.
std::vector<Function> cloudformation_functions(const Template& source, const std::string& only);
std::vector<Function> serverless_functions(const Template& source, const std::string& only);

/// A function of this name, its platform told by its runtime and architecture, as far as the template tells these.
Function function_for(const Template& source, const std::string& name, const std::string& runtime,
                      const std::string& architecture);

/// The node, if it is no longer than AWS takes: so nothing that is aliased thousands of times is looked at as often.
/// Throws Error.
YAML::Node at_most(std::size_t limit, const Template& source, const YAML::Node& node, const std::string& what);

constexpr std::size_t most_resources = 500;  // AWS CloudFormation User Guide, "Understand CloudFormation quotas"
constexpr std::size_t most_layers = 5;       // of a function: AWS Lambda Developer Guide, "Lambda quotas"

/// A layer's ARN, or the name that is referred to; "a layer" for what only the deployment computes.
std::string as_written(const YAML::Node& layer);

/// As the user would write it, from the working directory.
std::string below(const Template& source, const std::filesystem::path& path);

}  // namespace platlint::deployment
