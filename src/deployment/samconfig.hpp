// SPDX-License-Identifier: Apache-2.0
// samconfig.yaml, the other form of samconfig.toml (AWS SAM Developer Guide, "AWS SAM CLI configuration file").
#pragma once

#include <string>
#include <vector>

namespace platlint::deployment {

/// A value below parameter_overrides.
struct Override {
  std::string name;  ///< empty: `value` is several as text, "A=1 B=2"
  std::string value;
};

/// In the order of the file's commands: a later one wins. Throws Error if it is not YAML.
std::vector<Override> samconfig_overrides(const std::string& file);

}  // namespace platlint::deployment
