// SPDX-License-Identifier: Apache-2.0
// samconfig.toml and samconfig.yaml (AWS SAM Developer Guide, "AWS SAM CLI configuration file"). Their tables are
// [ENVIRONMENT.COMMAND.parameters]. `sam deploy` takes "default" and "deploy"; "global" is for every command.
#include "cli/samconfig.hpp"

#include <filesystem>

#include "cli/toml.hpp"
#include "deployment/samconfig.hpp"

namespace platlint::cli {

namespace {

namespace fs = std::filesystem;

bool is_quote(char letter) {
  return letter == '"' || letter == '\'';
}

// "A=1 B=\"two words\"": split as a shell does.
std::vector<std::string> words(const std::string& text) {
  std::vector<std::string> all(1);
  char quote = 0;
  for (const char letter : text) {
    if (quote == 0 && is_quote(letter)) {
      quote = letter;
    } else if (letter == quote) {
      quote = 0;
    } else if (letter == ' ' && quote == 0) {
      all.emplace_back();
    } else {
      all.back() += letter;
    }
  }
  return all;
}

void add(std::map<std::string, std::string>& parameters, const std::string& text) {
  constexpr std::string_view long_form = "ParameterKey=";  // ParameterKey=A,ParameterValue=1
  for (const std::string& word : words(text)) {
    if (word.starts_with(long_form)) {
      const std::size_t comma = word.find(",ParameterValue=");
      if (comma == std::string::npos) continue;
      parameters[word.substr(long_form.size(), comma - long_form.size())] = word.substr(comma + 16);
    } else if (const std::size_t equals = word.find('='); equals != std::string::npos) {
      parameters[word.substr(0, equals)] = word.substr(equals + 1);
    }
  }
}

std::map<std::string, std::string> parameters_of_yaml(const std::string& config) {
  std::map<std::string, std::string> parameters;
  for (const deployment::Override& row : deployment::samconfig_overrides(config)) {
    if (row.name.empty()) {
      add(parameters, row.value);
    } else {
      parameters[row.name] = row.value;
    }
  }
  return parameters;
}

std::map<std::string, std::string> parameters_of_toml(const std::string& config) {
  std::map<std::string, std::string> parameters;
  const TomlFile read = read_toml(config);
  for (const std::string_view command : {"global", "deploy"}) {
    const toml::table* const table = find_table(read.table, {"default", command, "parameters"});
    const toml::node* const written = table == nullptr ? nullptr : table->get("parameter_overrides");
    if (written == nullptr) continue;
    for (const std::string& text : texts_of(read, "parameter_overrides", *written)) add(parameters, text);
  }
  return parameters;
}

}  // namespace

std::map<std::string, std::string> samconfig_parameters(const std::string& file) {
  std::error_code error;
  const fs::path folder = fs::is_directory(file, error) ? fs::path(file) : fs::path(file).parent_path();
  // If there are several, the SAM CLI takes them in this order.
  for (const char* const name : {"samconfig.toml", "samconfig.yaml", "samconfig.yml"}) {
    const fs::path config = folder / name;
    if (!fs::is_regular_file(config, error)) continue;
    return config.extension() == ".toml" ? parameters_of_toml(config.string()) : parameters_of_yaml(config.string());
  }
  return {};
}

}  // namespace platlint::cli
