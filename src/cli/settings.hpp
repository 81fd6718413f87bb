// SPDX-License-Identifier: Apache-2.0
// The command line over the configuration over uv's own.
#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "cli/config.hpp"
#include "cli/options.hpp"
#include "platlint/target.hpp"

namespace platlint::cli {

struct Settings {
  Arguments arguments;  ///< filled up: with the configuration's where the command line says nothing
  std::vector<Allowance> allow;
  std::vector<std::string> provides;     ///< libraries that the target holds too
  std::string config;                    ///< the file that has a word in it; empty: none
  bool config_excludes = false;          ///< entries, by that file's word
  bool config_chooses = false;           ///< which rules may report, by that file's word
  bool config_skips = false;             ///< parts of a template, by that file's word
  bool config_baseline = false;          ///< is that file's
  std::vector<std::string> passed_over;  ///< configurations that do not count and why, a line each
  std::string platform_origin;           ///< "pyproject.toml [tool.uv.pip]"; empty: the user's own word to platlint
  std::string python_origin;             ///< the same
  bool node_yields = false;              ///< to the Node of the platform's name, which was said with more weight
  bool python_yields = false;            ///< to the Python of the platform's name, which was said with more weight
};

/// Throws Error for rules and globs of the command line that are none, and where a configuration that was passed over
/// would have made the audit stricter.
Settings settle(Arguments arguments, const Configuration& configuration);

/// Throws Error for a platform or a Python that is not known, and says where uv's was written.
Target read_target(const Settings& settings, const Environment& environment);

/// A target with the Python and the Node of the settings.
Target with_languages(Target target, const Settings& settings);

/// The policy of the settings; reads the baseline. Throws Error where it cannot.
Policy read_policy(const Settings& settings, std::chrono::year_month_day today);

}  // namespace platlint::cli
