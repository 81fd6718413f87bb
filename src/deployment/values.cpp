// SPDX-License-Identifier: Apache-2.0
#include "deployment/values.hpp"

#include <algorithm>
#include <charconv>
#include <set>

#include "platlint/error.hpp"

namespace platlint::deployment {

Value unknown(std::string why) {
  Value value;
  value.unknown = std::move(why);
  return value;
}

Value scalar(const std::string& text) {
  Value value;
  value.node.reset(YAML::Node(text));
  return value;
}

namespace {

constexpr int deepest = 64;
constexpr unsigned most_steps = 200'000;
constexpr std::size_t longest_text = std::size_t{1} << 16;

YAML::Node argument(const YAML::Node& arguments, std::size_t index) {
  return arguments.IsSequence() && index < arguments.size() ? arguments[index] : YAML::Node(YAML::NodeType::Undefined);
}

YAML::Node list(const std::string& text, const std::string& divider) {
  YAML::Node parts(YAML::NodeType::Sequence);
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t end = divider.empty() ? text.size() : std::min(text.find(divider, at), text.size());
    std::string part = text.substr(at, end - at);
    parts.push_back(part);
    at = end + std::max<std::size_t>(divider.size(), 1);
  }
  return parts;
}

std::string trimmed(const std::string& text) {
  const std::size_t first = text.find_first_not_of(' ');
  return first == std::string::npos ? "" : text.substr(first, text.find_last_not_of(' ') - first + 1);
}

// Converts a parameter's text to its type: "CommaDelimitedList" and "List<Number>" are lists.
Value of_type(const std::string& type, const std::string& text) {
  if (type != "CommaDelimitedList" && !type.starts_with("List<")) return scalar(text);
  Value value;
  value.node.reset(YAML::Node(YAML::NodeType::Sequence));
  for (const auto& part : list(text, ",")) value.node.push_back(trimmed(part.Scalar()));
  return value;
}

}  // namespace

std::optional<Intrinsic> intrinsic(const YAML::Node& node) {
  if (!node.IsDefined()) return std::nullopt;
  const std::string tag = node.Tag();
  if (tag.size() > 1 && tag[0] == '!' && tag[1] != '!') return Intrinsic{tag.substr(1), node};
  if (!node.IsMap() || node.size() != 1) return std::nullopt;
  const std::string key = text(node.begin()->first);
  if (key == "Ref" || key == "Condition") return Intrinsic{key, node.begin()->second};
  if (key.starts_with("Fn::")) return Intrinsic{key.substr(4), node.begin()->second};
  return std::nullopt;
}

Values::Values(const YAML::Node& root, Parameters given) : root_(root), given_(std::move(given)) {}

Values Values::with(const std::string& name, const std::string& text) const {
  Values other = *this;
  other.names_[name] = text;
  return other;
}

std::string Values::replaced(std::string text) const {
  for (const auto& [name, value] : names_) {
    for (const std::string& variable : {"${" + name + "}", "&{" + name + "}"}) {
      for (std::size_t at = 0; (at = text.find(variable, at)) != std::string::npos; at += value.size()) {
        text.replace(at, variable.size(), value);
      }
    }
  }
  return text;
}

// An alias of aliases stands for more values than anybody can look at.
void Values::step() const {
  if (++*steps_ > most_steps) throw Error("the template's functions are nested without end");
}

Value Values::value(const YAML::Node& node, int depth) const {
  step();
  if (depth > deepest) return unknown("its functions are nested more than " + std::to_string(deepest) + " deep");
  const std::optional<Intrinsic> function = intrinsic(node);
  if (!function) {
    if (!names_.empty() && node.IsDefined() && node.IsScalar()) return scalar(replaced(node.Scalar()));
    Value value;
    if (node.IsDefined()) value.node.reset(node);
    return value;
  }
  const YAML::Node& arguments = function->arguments;
  if (function->name == "Ref") return referred(text(arguments));
  if (function->name == "FindInMap") return found_in_map(arguments, depth + 1);
  if (function->name == "If") return chosen(arguments, depth + 1);
  if (function->name == "Sub") return substituted(arguments, depth + 1);
  if (function->name == "Join") return joined(arguments, depth + 1);
  if (function->name == "Select") return selected(arguments, depth + 1);
  if (function->name == "Split") return split(arguments, depth + 1);
  Value other = unknown("Fn::" + function->name + " is known only to the deployment");
  if (function->name == "GetAtt") {
    const std::string whole = arguments.IsSequence() ? text(argument(arguments, 0)) : text(arguments);
    other.resource = whole.substr(0, whole.find('.'));
  }
  return other;
}

Value Values::referred(const std::string& written) const {
  const std::string name = replaced(written);
  if (const auto bound = names_.find(name); bound != names_.end()) return scalar(bound->second);
  if (name == "AWS::NoValue") return {};
  const YAML::Node parameter = member(member(root_, "Parameters"), name);
  const std::string type = text(member(parameter, "Type"));
  if (const auto said = given_.find(name); said != given_.end()) {
    const bool is_text = said->second.known() && said->second.node.IsDefined() && said->second.node.IsScalar();
    return is_text ? of_type(type, said->second.text()) : said->second;
  }
  const std::string ways = "; say --parameter " + name + "=VALUE";
  if (name.starts_with("AWS::")) return unknown(name + " is known only to the deployment" + ways);
  if (parameter.IsDefined()) {
    if (type.starts_with("AWS::SSM::")) return unknown("the parameter " + name + " is read from a store" + ways);
    const YAML::Node otherwise = member(parameter, "Default");
    return otherwise.IsDefined() ? of_type(type, text(otherwise))
                                 : unknown("the parameter " + name + " has no default" + ways);
  }
  Value other = unknown("'" + name + "' is known only to the deployment");
  other.resource = name;
  return other;
}

Value Values::found_in_map(const YAML::Node& arguments, int depth) const {
  const Value map = value(argument(arguments, 0), depth);
  const Value first = value(argument(arguments, 1), depth);
  const Value second = value(argument(arguments, 2), depth);
  for (const Value* const one : {&map, &second}) {
    if (!one->known()) return *one;
  }
  const YAML::Node rows = member(member(root_, "Mappings"), map.text());
  if (first.known()) {
    const YAML::Node found = member(member(rows, first.text()), second.text());
    if (found.IsDefined()) return value(found, depth);
    const YAML::Node otherwise = member(argument(arguments, 3), "DefaultValue");
    if (otherwise.IsDefined()) return value(otherwise, depth);
    return unknown("the mapping " + map.text() + " has no " + first.text() + " " + second.text());
  }
  std::set<std::string> all;
  if (rows.IsDefined() && rows.IsMap()) {
    for (const auto& row : rows) all.insert(text(member(row.second, second.text())));
  }
  if (all.size() == 1 && !all.begin()->empty()) return scalar(*all.begin());
  Value other = first;
  const std::optional<Intrinsic> key = intrinsic(argument(arguments, 1));
  const bool by_region = key && key->name == "Ref" && text(key->arguments) == "AWS::Region";
  if (by_region && all.count("") == 0) other.possible.assign(all.begin(), all.end());
  return other;
}

Value Values::chosen(const YAML::Node& arguments, int depth) const {
  const std::string name = text(argument(arguments, 0));
  why_->clear();
  const std::optional<bool> is_true = condition(name, depth);
  if (!is_true) {
    const std::string why = why_->empty() ? "is known only to the deployment" : "is not known: " + *why_;
    return unknown("the condition " + name + " " + why);
  }
  return value(argument(arguments, *is_true ? 1 : 2), depth);
}

// A variable of Fn::Sub: one of its own, or the value of Ref or GetAtt.
Value Values::variable(const std::string& name, const YAML::Node& own, int depth) const {
  const YAML::Node found = member(own, name);
  if (found.IsDefined()) return value(found, depth);
  if (name.find('.') != std::string::npos) {
    Value other = unknown("'" + name + "' is known only to the deployment");
    other.resource = name.substr(0, name.find('.'));
    return other;
  }
  return referred(name);
}

Value Values::substituted(const YAML::Node& arguments, int depth) const {
  const std::string text = replaced(deployment::text(arguments.IsSequence() ? argument(arguments, 0) : arguments));
  const YAML::Node own = argument(arguments, 1);
  std::string result;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t start = std::min(text.find("${", at), text.size());
    const std::size_t end = text.find('}', start);
    result += text.substr(at, start - at);
    if (start == text.size()) break;
    if (end == std::string::npos) return unknown("a variable of Fn::Sub has no end");
    const std::string name = trimmed(text.substr(start + 2, end - start - 2));
    at = end + 1;
    if (name.starts_with('!')) {
      result += "${" + name.substr(1) + "}";
      continue;
    }
    Value part = variable(name, own, depth);
    // The text is only this reference: nothing of it is lost
    if (!part.known() && start == 0 && at == text.size()) return part;
    if (!part.known()) return unknown(part.unknown);
    result += part.text();
    if (result.size() > longest_text) return unknown("Fn::Sub makes a text without end");
  }
  return scalar(result);
}

Value Values::joined(const YAML::Node& arguments, int depth) const {
  const std::string divider = text(argument(arguments, 0));
  const Value parts = value(argument(arguments, 1), depth);
  if (!parts.known()) return unknown(parts.unknown);
  std::string result;
  if (!parts.node.IsDefined() || !parts.node.IsSequence()) return unknown("Fn::Join has no list");
  for (std::size_t i = 0; i < parts.node.size(); ++i) {
    const Value part = value(parts.node[i], depth);
    if (!part.known()) return unknown(part.unknown);
    result += (i == 0 ? "" : divider) + part.text();
    if (result.size() > longest_text) return unknown("Fn::Join makes a text without end");
  }
  return scalar(result);
}

Value Values::selected(const YAML::Node& arguments, int depth) const {
  const Value index = value(argument(arguments, 0), depth);
  const Value parts = value(argument(arguments, 1), depth);
  if (!index.known()) return index;
  if (!parts.known()) return parts;
  const std::string text = index.text();
  std::size_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool is_number = error == std::errc() && end == text.data() + text.size();
  if (!is_number || !parts.node.IsDefined() || !parts.node.IsSequence() || number >= parts.node.size()) {
    return unknown("Fn::Select selects nothing");
  }
  return value(parts.node[number], depth);
}

Value Values::split(const YAML::Node& arguments, int depth) const {
  const Value whole = value(argument(arguments, 1), depth);
  if (!whole.known()) return unknown(whole.unknown);
  Value result;
  result.node.reset(list(whole.text(), text(argument(arguments, 0))));
  return result;
}

std::optional<bool> Values::condition(const std::string& name, int depth) const {
  const YAML::Node found = member(member(root_, "Conditions"), name);
  return found.IsDefined() ? holds(found, depth + 1) : std::nullopt;
}

std::optional<bool> Values::holds(const YAML::Node& node, int depth) const {
  step();
  const std::optional<Intrinsic> function = intrinsic(node);
  if (depth > deepest || !function) return std::nullopt;
  const YAML::Node& arguments = function->arguments;
  if (function->name == "Condition") return condition(text(arguments), depth + 1);
  if (function->name == "And" || function->name == "Or") return all_or_any(arguments, function->name == "And", depth);
  if (function->name == "Not") {
    const std::optional<bool> inner = holds(argument(arguments, 0), depth + 1);
    return inner ? std::optional(!*inner) : std::nullopt;
  }
  if (function->name != "Equals") return std::nullopt;
  const Value one = value(argument(arguments, 0), depth + 1);
  const Value other = value(argument(arguments, 1), depth + 1);
  if (!one.known() || !other.known()) {
    *why_ = one.known() ? other.unknown : one.unknown;
    return std::nullopt;
  }
  return one.text() == other.text();
}

std::optional<bool> Values::all_or_any(const YAML::Node& arguments, bool all, int depth) const {
  bool is_unknown = false;
  constexpr std::size_t most = 10;  // that AWS takes
  for (std::size_t i = 0; i < std::min(arguments.size(), most); ++i) {
    const std::optional<bool> part = holds(argument(arguments, i), depth + 1);
    if (part && *part != all) return !all;
    is_unknown = is_unknown || !part;
  }
  return is_unknown ? std::nullopt : std::optional(all);
}

}  // namespace platlint::deployment
