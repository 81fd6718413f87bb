// SPDX-License-Identifier: Apache-2.0
// The resources of a CloudFormation template, and the places of their code.
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
  Values values;  ///< with the names of the Fn::ForEach around it
};

struct Resources {
  std::vector<Resource> resources;  ///< without those whose condition is false
  /// Declarations that add others; only the deployment knows them
  std::vector<std::pair<std::string, std::string>> unjudged;
};

/// Throws Error if there are more than AWS accepts.
Resources list_resources(const Template& source, const Values& values);

/// The files that tools left beside a template.
struct Surroundings {
  Template built;  ///< the output of `sam build`; an undefined root if there is none
  std::map<std::string, std::string>
      assets;  ///< of a cdk.out: the key in the bucket -> the path that is uploaded there
};

/// Throws Error if a file cannot be read.
Surroundings look_around(const Template& source);

/// The place of a function's or a layer's code. `globals`: of SAM, for functions.
Place find_code(const Template& source, const Surroundings& around, const Resource& resource,
                const YAML::Node& globals);

/// The file of a nested template.
Value find_template(const Template& source, const Surroundings& around, const Resource& resource);

}  // namespace platlint::deployment
