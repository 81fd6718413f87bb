// SPDX-License-Identifier: Apache-2.0
// Environment variables in place of options. They are for jobs of a build service if somebody else wrote the command.
#include "cli/environment.hpp"

#include <algorithm>

#include "cli/presentation.hpp"
#include "platlint/audit.hpp"
#include "platlint/error.hpp"
#include "platlint/report.hpp"
#include "platlint/target.hpp"
#include "text/nearest.hpp"

namespace platlint::cli {

namespace {

std::string one_of(const std::string& variable, const std::vector<std::string>& words) {
  std::string text = environment(variable);
  if (text.empty() || std::find(words.begin(), words.end(), text) != words.end()) return text;
  const std::string nearest = did_you_mean(nearest_names(text, words));
  std::string all;
  for (const std::string& word : words) all += (all.empty() ? "" : ", ") + word;
  throw Error(variable + " is '" + printable(text) + "'" + (nearest.empty() ? ", expected one of " + all : nearest));
}

std::vector<std::string> format_names() {
  std::vector<std::string> names;
  for (const ReportFormat& format : report_formats()) names.emplace_back(format.name);
  return names;
}

// Runs `check` on a variable's value, and names the variable in the error.
template <class Check>
std::string checked(const std::string& variable, const Check& check) {
  std::string text = environment(variable);
  try {
    if (!text.empty()) check(text);
  } catch (const Error& error) {
    throw Error(variable + ": " + error.what());
  }
  return text;
}

void replace(std::string& value, std::string text) {
  if (!text.empty()) value = std::move(text);
}

}  // namespace

Arguments with_environment(Arguments arguments) {
  if (!arguments.no_config && arguments.config.empty()) arguments.config = environment("PLATLINT_CONFIG");
  return arguments;
}

Config with_environment(Config config) {
  replace(config.platform,
          checked("PLATLINT_PLATFORM", [](const std::string& text) { find_target(text, no_environment); }));
  replace(config.python, checked("PLATLINT_PYTHON", [](const std::string& text) { parse_python(text); }));
  replace(config.format, one_of("PLATLINT_FORMAT", format_names()));
  replace(config.installer, one_of("PLATLINT_INSTALLER", known_installers()));
  replace(config.fail_on, one_of("PLATLINT_FAIL_ON", {"error", "warning"}));
  return config;
}

}  // namespace platlint::cli
