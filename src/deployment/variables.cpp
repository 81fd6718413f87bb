// SPDX-License-Identifier: Apache-2.0
#include "deployment/variables.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <string_view>

#include "platlint/error.hpp"

namespace platlint::deployment {

namespace {

constexpr int deepest = 40;
constexpr unsigned most_steps = 20'000;
constexpr std::size_t most_files = 200;  // each of 1 MiB at most
constexpr std::size_t longest_text = std::size_t{1} << 16;

std::string trimmed(std::string_view text) {
  constexpr std::string_view blanks = " \t\r\n";
  const std::size_t first = text.find_first_not_of(blanks);
  return first == std::string_view::npos ? ""
                                         : std::string(text.substr(first, text.find_last_not_of(blanks) - first + 1));
}

bool is_quote(char letter) {
  return letter == '\'' || letter == '"';
}

// "self:custom.x, 'python3.12'": the alternatives; the first that exists is taken.
std::vector<std::string> alternatives(const std::string& expression) {
  std::vector<std::string> all;
  std::string one;
  char quote = 0;
  int open = 0;
  for (const char letter : expression) {
    if (quote == 0 && is_quote(letter)) {
      quote = letter;
    } else if (letter == quote) {
      quote = 0;
    } else if (quote == 0) {
      open += letter == '(' ? 1 : letter == ')' ? -1 : 0;
    }
    if (letter == ',' && quote == 0 && open == 0) {
      all.push_back(trimmed(one));
      one.clear();
    } else {
      one += letter;
    }
  }
  all.push_back(trimmed(one));
  return all;
}

bool is_literal(const std::string& text) {
  if (text.size() >= 2 && is_quote(text.front()) && text.back() == text.front()) return true;
  return text == "true" || text == "false" || text == "null" ||
         (!text.empty() && std::all_of(text.begin(), text.end(), [](char letter) {
           return std::isdigit(static_cast<unsigned char>(letter)) != 0 || letter == '.' || letter == '-';
         }));
}

Value literal(const std::string& text) {
  if (text == "null") return {};
  return scalar(is_quote(text.front()) ? text.substr(1, text.size() - 2) : text);
}

YAML::Node element(const YAML::Node& list, const std::string& index) {
  std::size_t number = 0;
  const auto [end, error] = std::from_chars(index.data(), index.data() + index.size(), number);
  const bool is_number = error == std::errc() && end == index.data() + index.size();
  return is_number && number < list.size() ? list[number] : YAML::Node(YAML::NodeType::Undefined);
}

bool is_data(const std::string& path) {
  return path.ends_with(".yml") || path.ends_with(".yaml") || path.ends_with(".json");
}

// "useDotenv": variables also come from files beside the template, .env and .env.STAGE.
bool reads_dotenv(const Template& source) {
  return deployment::text(member(source.root, "useDotenv")) == "true";
}

}  // namespace

Value Variables::value(const YAML::Node& node) {
  Value plain;
  if (!node.IsDefined()) return plain;
  plain.node.reset(node);
  if (!node.IsScalar() || node.Scalar().find("${") == std::string::npos) return plain;
  if (depth_ == deepest) return unknown("its variables are nested more than " + std::to_string(deepest) + " deep");
  ++depth_;
  const Value found = replaced(node);
  --depth_;
  return found;
}

Value Variables::replaced(const YAML::Node& node) {
  Value plain;
  plain.node.reset(node);
  std::string text = node.Scalar();
  for (std::size_t start; (start = text.rfind("${")) != std::string::npos;) {
    if (++steps_ > most_steps) throw Error(source_.file + ": its variables are nested without end");
    const std::size_t end = text.find('}', start);
    if (end == std::string::npos || text.compare(start, 6, "${AWS:") == 0) break;  // of Fn::Sub
    const std::string expression = text.substr(start + 2, end - start - 2);
    if (expression.find_first_of(":(") == std::string::npos && !is_literal(trimmed(expression))) break;  // of Fn::Sub
    Value found = evaluated(expression);
    if (!found.known() || (start == 0 && end + 1 == text.size())) return found;
    text.replace(start, end + 1 - start, found.text());
    if (text.size() > longest_text) throw Error(source_.file + ": its variables make a text without end");
  }
  return text == node.Scalar() ? Value(plain) : scalar(text);
}

Value Variables::evaluated(const std::string& expression) {
  for (const std::string& written : alternatives(expression)) {
    Value found = alternative(written);
    if (!found.known() || found.node.IsDefined()) return found;
  }
  return unknown("${" + expression + "} is known only to the deployment");
}

Value Variables::alternative(const std::string& written) {
  if (is_literal(written)) return literal(written);
  const std::size_t colon = written.find(':');
  const std::string kind = written.substr(0, colon);
  const std::string address = colon == std::string::npos ? "" : written.substr(colon + 1);
  if (kind == "self") return of_this_file(address);
  if (kind.starts_with("file(")) return of_other_file(written.substr(5));
  if (kind == "opt") return option(address);
  if (kind == "param") return parameter(address);
  if (kind == "env") {
    const std::string text = request_.environment ? request_.environment(address) : "";
    if (!text.empty()) return scalar(text);
    if (!reads_dotenv(source_)) return {};
    return unknown("${" + written + "} may be in a file .env; set it in the environment");
  }
  if (kind == "sls" && address == "stage") return option("stage-of-it");
  if (kind == "aws" && address == "region") return option("region-of-it");
  return unknown("${" + written + "} is known only to the deployment");
}

// "opt:stage" is the value on the command line; "sls:stage" is also the default in the file or the framework.
Value Variables::option(const std::string& written) {
  const bool always = written.ends_with("-of-it");
  const std::string name = always ? written.substr(0, written.size() - 6) : written;
  for (const std::string& key : {"opt:" + name, name}) {
    const auto said = request_.parameters.find(key);
    if (said != request_.parameters.end()) return scalar(said->second);
  }
  if (!always) return {};
  const Value provider = value(source_.root, "provider");
  Value own = value(provider.node, name);
  if (!own.known() || own.node.IsDefined()) return own;
  return scalar(name == "stage" ? "dev" : "us-east-1");
}

Value Variables::parameter(const std::string& name) {
  const auto said = request_.parameters.find(name);
  if (said != request_.parameters.end()) return scalar(said->second);
  const Value stage = option("stage-of-it");
  for (const std::string& key : {stage.text(), std::string("default")}) {
    const YAML::Node stages = member(member(source_.root, "stages"), key);
    for (const YAML::Node& params : {member(member(source_.root, "params"), key), member(stages, "params")}) {
      Value found = value(params, name);
      if (!found.known() || found.node.IsDefined()) return found;
    }
  }
  return {};
}

Value Variables::walked(const YAML::Node& start, const std::string& address) {
  Value here;
  if (start.IsDefined()) here.node.reset(start);
  for (std::size_t at = 0; at < address.size();) {
    const std::size_t end = std::min(address.find('.', at), address.size());
    const std::string name = address.substr(at, end - at);
    at = end + 1;
    const bool is_list = here.node.IsDefined() && here.node.IsSequence();
    const Value next = value(is_list ? element(here.node, name) : member(here.node, name));
    if (!next.known()) return next;
    here.node.reset(next.node);
  }
  return here;
}

Value Variables::of_this_file(const std::string& address) {
  return walked(source_.root, address);
}

// "functions/one.yml):one": a file, and a member in it.
Value Variables::of_other_file(const std::string& rest) {
  const std::size_t close = rest.find(')');
  if (close == std::string::npos) return unknown("${file(" + rest + "} has no end");
  const std::string path = trimmed(rest.substr(0, close));
  const std::string file = below(source_, path);
  std::string address = rest.substr(close + 1);
  if (address.starts_with(':')) address.erase(0, 1);
  if (!is_data(path)) return unknown("${file(" + path + ")} is a program, and only the deployment knows its answer");
  if (!is_near(file)) return unknown(path + " is outside the template's directory and the working directory");
  std::error_code error;
  if (!std::filesystem::is_regular_file(file, error)) return {};
  if (files_.find(file) == files_.end()) {
    if (files_.size() == most_files) throw Error(source_.file + " refers to more than 200 files");
    files_.emplace(file, load_yaml(file));
  }
  const Value whole = value(files_.at(file));
  return whole.known() ? walked(whole.node, address) : Value(whole);
}

bool Variables::is_near(const std::string& file) const {
  namespace fs = std::filesystem;
  std::error_code error;
  const fs::path whole = fs::weakly_canonical(fs::absolute(file, error), error);
  const fs::path folder = source_.folder.empty() ? fs::path(".") : source_.folder;
  for (const fs::path& near : {fs::weakly_canonical(fs::absolute(folder, error), error), fs::current_path(error)}) {
    if (!near.empty() && std::mismatch(near.begin(), near.end(), whole.begin(), whole.end()).first == near.end()) {
      return true;
    }
  }
  return false;
}

}  // namespace platlint::deployment
