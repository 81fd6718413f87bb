// SPDX-License-Identifier: Apache-2.0
// What a deployment's template says: which functions there are, the runtime of each, and where what is shipped stands.
#pragma once

#include <string>
#include <vector>

namespace platlint::deployment {

struct Function {
  std::string name;
  std::string platform;  ///< "aws-lambda:python3.12:arm64"; empty: `unknown` says why
  std::string unknown;   ///< why the template does not tell the platform, as an error says it
  std::vector<std::string>
      bundles;  ///< directories and archives, from the working directory: the function's, its layers'
  std::vector<std::string> elsewhere;  ///< its layers that do not stand here, as written: ARNs and what is computed
};

/// The functions of a SAM or CloudFormation template or of a serverless.yml, in the file's order; those that are
/// container images or stand in the template itself ship no bundle and are left out. With `only`, that one alone.
/// Throws Error: unreadable, not a template, no such function, functions that only the deployment knows.
std::vector<Function> read_functions(const std::string& file, const std::string& only);

/// The one platform of all these. Throws Error where the template does not tell it, and, with the choice, where they
/// differ.
std::string common_platform(const std::string& file, const std::vector<Function>& functions);

/// What stands where these ship it from, without repetition. Throws Error where it was not built yet.
std::vector<std::string> existing_bundles(const std::string& file, const std::vector<Function>& functions);

/// A line for the user that names the layers that do not stand here, and whose they are. Empty where every layer does.
std::string layers_elsewhere(const std::string& file, const std::vector<Function>& functions);

}  // namespace platlint::deployment
