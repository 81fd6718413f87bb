// SPDX-License-Identifier: Apache-2.0
// The resources of a CloudFormation template, and where their code stands.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "deployment/templates.hpp"

namespace platlint::deployment {

struct Resource {
  std::string name;
  std::string type;
  YAML::Node node;
  Values values;  ///< with the names of the Fn::ForEach that it stands in
};

struct Resources {
  std::vector<Resource> resources;                            ///< without those whose condition is false
  std::vector<std::pair<std::string, std::string>> unjudged;  ///< what adds others that only the deployment knows
};

/// Throws Error for more than AWS takes.
Resources list_resources(const Template& source, const Values& values);

/// What tools left beside a template.
struct Surroundings {
  Template built;  ///< what `sam build` wrote; an undefined root if it did not
  std::map<std::string, std::string>
      assets;  ///< of a cdk.out: the key in the bucket -> the path that is uploaded there
};

/// Throws Error for what cannot be read.
Surroundings look_around(const Template& source);

/// Where a function or a layer stands that is shipped. `globals`: of SAM, for functions.
Place find_code(const Template& source, const Surroundings& around, const Resource& resource,
                const YAML::Node& globals);

/// The file of a nested template.
Value find_template(const Template& source, const Surroundings& around, const Resource& resource);

}  // namespace platlint::deployment
