// SPDX-License-Identifier: Apache-2.0
// Reads a deployment's template: its functions and layers, the runtime of each, and the place of the files that it
// ships.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "platlint/unjudged.hpp"

namespace platlint::deployment {

struct TemplateRequest {
  std::string file;  ///< a template, a serverless.yml, a Terraform plan, or a directory: cdk.out, a project
  std::string only;  ///< the one function to read; the others may be unknown then; empty: all
  std::map<std::string, std::string> parameters;  ///< of the template, from the user or samconfig.toml
  std::string platform;                           ///< given by the user: it replaces the template's; empty: not given
  bool only_platforms = false;                    ///< the bundles are named elsewhere, and need not exist
  std::function<std::string(const std::string&)> environment;  ///< a variable of it; empty: not set
};

/// Functions that ship the same to the same runtime, or a layer that no function uses.
struct Function {
  std::vector<std::string> names;
  std::vector<std::string> platforms;  ///< "aws-lambda:python3.12:arm64"; several if it depends on the region
  std::vector<std::string> bundles;    ///< directories and archives, from the working directory: its own, its layers'
  bool has_code = false;               ///< the first bundle is a function's own, not a layer
};

struct Deployment {
  std::vector<Function> functions;  ///< in the order of the file; each with a platform and bundles that exist
  std::vector<Unjudged> unjudged;
};

/// Throws Error: unreadable, not a template, no such function, or no function with a bundle.
Deployment read_deployment(const TemplateRequest& request);

}  // namespace platlint::deployment
