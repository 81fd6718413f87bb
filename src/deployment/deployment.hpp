// SPDX-License-Identifier: Apache-2.0
// What a deployment's template says: which functions and layers there are, the runtime of each, and where what is
// shipped stands.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "platlint/unjudged.hpp"

namespace platlint::deployment {

struct Request {
  std::string file;  ///< a template, a serverless.yml, a Terraform plan, or a directory: cdk.out, a project
  std::string only;  ///< the one function to read, so that the others need not be known; empty: all
  std::map<std::string, std::string> parameters;  ///< of the template, as the user or samconfig.toml says them
  std::string platform;         ///< that the user said: it stands for whatever the template says; empty: not said
  bool only_platforms = false;  ///< what is shipped is named elsewhere, and need not be here
  std::function<std::string(const std::string&)> environment;  ///< a variable of it; empty: not set
};

/// Functions that ship the same to the same runtime, or a layer that no function uses.
struct Function {
  std::vector<std::string> names;
  std::vector<std::string> platforms;  ///< "aws-lambda:python3.12:arm64"; several where it depends on the region
  std::vector<std::string> bundles;    ///< directories and archives, from the working directory: its own, its layers'
  bool has_code = false;               ///< the first bundle is a function's own, and not a layer
};

struct Deployment {
  std::vector<Function> functions;  ///< in the order of the file; each with a platform and bundles that are here
  std::vector<Unjudged> unjudged;
};

/// Throws Error: unreadable, not a template, no such function, nothing that ships a bundle.
Deployment read_deployment(const Request& request);

}  // namespace platlint::deployment
