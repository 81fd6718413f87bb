// SPDX-License-Identifier: Apache-2.0
// The variables of a serverless.yml, as far as they can be known before it is deployed (Serverless Framework:
// "Variables", "Parameters").
#pragma once

#include <map>
#include <string>
#include <vector>

#include "deployment/templates.hpp"

namespace platlint::deployment {

class Variables {
 public:
  Variables(const Template& source, const TemplateRequest& request) : source_(source), request_(request) {}

  /// The node, with a variable at its top replaced; or why it is not known. Throws Error if the replacements never end.
  Value value(const YAML::Node& node);
  /// A member of a value.
  Value value(const YAML::Node& map, const std::string& key) { return value(member(map, key)); }

 private:
  Value replaced(const YAML::Node& node);
  Value evaluated(const std::string& expression);
  Value alternative(const std::string& written);
  Value of_this_file(const std::string& address);
  Value of_other_file(const std::string& rest);
  Value option(const std::string& name);
  Value parameter(const std::string& name);
  Value walked(const YAML::Node& start, const std::string& address);
  bool is_near(const std::string& file) const;

  const Template& source_;
  const TemplateRequest& request_;
  std::map<std::string, YAML::Node> files_;
  unsigned steps_ = 0;
  int depth_ = 0;  // of variables that are being replaced
};

}  // namespace platlint::deployment
