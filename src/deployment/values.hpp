// SPDX-License-Identifier: Apache-2.0
// The values of a CloudFormation template, as far as they can be known before it is deployed (AWS CloudFormation
// Template Reference Guide, "Intrinsic functions", "Pseudo parameters").
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "deployment/yaml.hpp"

namespace platlint::deployment {

/// A node without a function at its top, or the reason why there is none.
struct Value {
  Value() = default;
  Value(const Value&) = default;
  Value& operator=(const Value&) = delete;  // assigning to a node would change the tree that holds it

  YAML::Node node{YAML::NodeType::Undefined};  ///< undefined: there is nothing (AWS::NoValue)
  std::string unknown = {};                    ///< why only the deployment knows: "the parameter X has no default"
  std::string resource = {};                   ///< the resource that it refers to, if the value is unknown
  std::string path = {};                       ///< its place, if another template knows it
  std::vector<std::string> possible = {};      ///< if it depends only on the region: the value in each

  bool known() const { return unknown.empty(); }
  std::string text() const { return deployment::text(node); }
};

Value unknown(std::string why);
Value scalar(const std::string& text);

using Parameters = std::map<std::string, Value>;

class Values {
 public:
  /// `given` wins over the defaults of the template's parameters.
  Values(const YAML::Node& root, Parameters given);

  /// With the names of a Fn::ForEach: `name` stands for `text`.
  Values with(const std::string& name, const std::string& text) const;

  /// Throws Error if it takes too long, as no honest template does.
  Value value(const YAML::Node& node) const { return value(node, 0); }

  /// Is the condition of this name true? Unset: only the deployment knows.
  std::optional<bool> condition(const std::string& name) const { return condition(name, 0); }

  /// Replaces "${Name}" in a text, if it is a name of a Fn::ForEach.
  std::string replaced(std::string text) const;

 private:
  Value value(const YAML::Node& node, int depth) const;
  Value referred(const std::string& name) const;
  Value found_in_map(const YAML::Node& arguments, int depth) const;
  Value chosen(const YAML::Node& arguments, int depth) const;
  Value substituted(const YAML::Node& arguments, int depth) const;
  Value joined(const YAML::Node& arguments, int depth) const;
  Value selected(const YAML::Node& arguments, int depth) const;
  Value split(const YAML::Node& arguments, int depth) const;
  Value variable(const std::string& name, const YAML::Node& own, int depth) const;
  std::optional<bool> condition(const std::string& name, int depth) const;
  std::optional<bool> holds(const YAML::Node& node, int depth) const;
  std::optional<bool> all_or_any(const YAML::Node& arguments, bool all, int depth) const;

  void step() const;

  YAML::Node root_;
  Parameters given_;
  std::map<std::string, std::string> names_;
  std::shared_ptr<unsigned> steps_ = std::make_shared<unsigned>(0);
  std::shared_ptr<std::string> why_ = std::make_shared<std::string>();  // the last condition was not known
};

/// An intrinsic function, in its short form (`!Sub x`) or its long one (`{"Fn::Sub": x}`).
struct Intrinsic {
  std::string name;  ///< "Ref", "Sub", "FindInMap"
  YAML::Node arguments;
};

std::optional<Intrinsic> intrinsic(const YAML::Node& node);

}  // namespace platlint::deployment
