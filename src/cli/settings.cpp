// SPDX-License-Identifier: Apache-2.0
#include "cli/settings.hpp"

#include "cli/files.hpp"
#include "cli/provides.hpp"
#include "cli/rule_names.hpp"
#include "cli/template.hpp"
#include "platlint/error.hpp"

namespace platlint::cli {

namespace {

constexpr std::size_t largest_baseline = std::size_t{64} << 20;

template <class Value>
void fill(Value& value, const Value& otherwise) {
  if (value.empty()) value = otherwise;
}

void check_flags(const Arguments& arguments) {
  require_rules(arguments.select);
  require_rules(arguments.ignore);
  for (const std::string& glob : arguments.exclude) covers(glob, "");
}

// Runs `read`, and adds the place of the setting to its error.
template <class Read>
auto read_from(const std::string& origin, Read read) {
  try {
    return read();
  } catch (const Error& error) {
    throw Error(origin.empty() ? error.what() : origin + ": " + error.what());
  }
}

enum class SettingSource { flag, config, uv, nobody };

SettingSource setting_source(const std::string& flag, const std::string& config, const std::string& uv) {
  return !flag.empty()     ? SettingSource::flag
         : !config.empty() ? SettingSource::config
         : !uv.empty()     ? SettingSource::uv
                           : SettingSource::nobody;
}

// Suppose the platform's name says a Python. Another Python that is set with lower priority does not contradict it
// (aws-lambda:python3.12 on the command line, python-version for uv).
void fill_target(Settings& settings, const Config& config, const UvDefaults& uv) {
  Arguments& arguments = settings.arguments;
  const SettingSource platform = setting_source(arguments.platform, config.platform, uv.platform);
  const SettingSource python = setting_source(arguments.python, config.python, uv.python);
  settings.python_yields = python > platform;
  settings.node_yields = setting_source(arguments.node, config.node, {}) > platform;
  if (platform == SettingSource::uv) settings.platform_origin = uv.origin;
  if (python == SettingSource::uv && platform != SettingSource::nobody) settings.python_origin = uv.origin;
  fill(arguments.platform, config.platform);
  fill(arguments.platform, uv.platform);
  fill(arguments.python, config.python);
  fill(arguments.python, uv.python);
  fill(arguments.node, config.node);
  fill(arguments.sysroot, config.sysroot);
}

// Every word of the command line is checked, and if it names a file, the file is read.
std::vector<std::string> read_provides(const std::vector<std::string>& words) {
  std::vector<std::string> libraries;
  for (const std::string& word : words) {
    for (std::string& library : read_from("--provides", [&] { return provided_libraries(word); }))
      libraries.push_back(std::move(library));
  }
  return libraries;
}

void fill_rest(Settings& settings, const Config& config) {
  Arguments& arguments = settings.arguments;
  settings.config_excludes = arguments.exclude.empty() && !config.exclude.empty();
  settings.config_chooses =
      (arguments.select.empty() && !config.select.empty()) || (arguments.ignore.empty() && !config.ignore.empty());
  settings.config_skips = arguments.skip.empty() && !config.skip.empty();
  settings.config_baseline = arguments.baseline.empty() && !config.baseline.empty();
  settings.provides = read_provides(arguments.provides);
  fill(settings.provides, config.provides);
  fill(arguments.roots, config.targets);
  fill(arguments.select, config.select);
  fill(arguments.ignore, config.ignore);
  fill(arguments.exclude, config.exclude);
  fill(arguments.skip, config.skip);
  fill(arguments.installer, config.installer);
  fill(arguments.format, config.format);
  fill(arguments.format, std::string("text"));
  if (arguments.write_baseline.empty()) fill(arguments.baseline, config.baseline);
  const bool warning = config.fail_on == "warning";
  if (!arguments.fail_on) arguments.fail_on = warning ? Severity::warning : Severity::error;
}

// The key of an ignored configuration that this audit needs. Without a platform nothing is judged.
std::string key_that_is_lost(const Config& config, const Arguments& arguments) {
  if (arguments.platform.empty() && !config.platform.empty()) return "platform";
  if (arguments.python.empty() && !config.python.empty()) return "python";
  if (!arguments.fail_on && config.fail_on == "warning") return "fail-on";
  if (arguments.roots.empty() && !config.targets.empty()) return "target";
  return {};
}

// If the ignored file would only hide findings, a notice is enough. If the audit would be less strict without it, the
// command fails.
std::string notice_of(const DistrustedConfig& found, const Arguments& arguments) {
  const std::string start = found.config.path + " is not read: it " + found.reason + "; ";
  const std::string ways = "say --config " + found.config.path + " to use it";
  const std::string key = key_that_is_lost(found.config, arguments);
  if (!key.empty()) throw Error(start + "it says '" + key + "': say --" + key + ", or " + ways.substr(4));
  return start + ways;
}

}  // namespace

Settings merge_settings(Arguments arguments, const Configuration& configuration) {
  check_flags(arguments);
  Settings settings;
  settings.arguments = std::move(arguments);
  settings.allow = configuration.config.allow;
  settings.config = configuration.config.path;
  fill_target(settings, configuration.config, configuration.uv);
  for (const DistrustedConfig& found : configuration.distrusted) {
    settings.distrusted.push_back(notice_of(found, settings.arguments));
  }
  fill_rest(settings, configuration.config);
  accept_skipped(settings.arguments);
  return settings;
}

Target read_target(const Settings& settings, const Environment& environment) {
  return with_languages(
      read_from(settings.platform_origin, [&] { return find_target(settings.arguments.platform, environment); }),
      settings);
}

Target with_languages(Target target, const Settings& settings) {
  const Arguments& arguments = settings.arguments;
  if (!arguments.python.empty() && !(settings.python_yields && target.python))
    target.python = read_from(settings.python_origin, [&] { return parse_python(arguments.python); });
  if (!arguments.node.empty() && !(settings.node_yields && target.node)) target.node = parse_node(arguments.node);
  return target;
}

Policy read_policy(const Settings& settings, std::chrono::year_month_day today) {
  const Arguments& arguments = settings.arguments;
  Policy policy;
  policy.select = arguments.select;
  policy.ignore = arguments.ignore;
  policy.exclude = arguments.exclude;
  policy.allow = settings.allow;
  policy.configuration = settings.config;
  policy.record = !arguments.write_baseline.empty();
  policy.today = today;
  if (arguments.baseline.empty()) return policy;
  const std::string text = read_text(arguments.baseline, largest_baseline);
  policy.baseline = read_from(arguments.baseline, [&] { return parse_baseline(text); });
  return policy;
}

}  // namespace platlint::cli
