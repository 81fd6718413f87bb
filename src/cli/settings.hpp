// SPDX-License-Identifier: Apache-2.0
// Merges the sources of settings: the command line wins over the configuration, and that over uv's own.
#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "cli/config.hpp"
#include "cli/options.hpp"
#include "platlint/target.hpp"

namespace platlint::cli {

struct Settings {
  Arguments arguments;  ///< completed with the configuration's values
  std::vector<Allowance> allow;
  std::vector<std::string> provides;    ///< more libraries that the target holds
  std::string config;                   ///< the file that sets anything here; empty: no file
  bool config_excludes = false;         ///< that file excludes entries
  bool config_chooses = false;          ///< that file selects or ignores rules
  bool config_skips = false;            ///< that file skips parts of a template
  bool config_baseline = false;         ///< the baseline comes from that file
  std::vector<std::string> distrusted;  ///< configurations that are ignored and why, one line each
  std::string platform_origin;          ///< "pyproject.toml [tool.uv.pip]"; empty: the user told platlint directly
  std::string python_origin;            ///< the same for Python
  bool node_yields = false;             ///< the Node in the platform's name wins: it has higher priority
  bool python_yields = false;           ///< the Python in the platform's name wins: it has higher priority
};

/// Throws Error for invalid rules and globs of the command line. Also throws if an ignored configuration would have
/// made the audit stricter.
Settings merge_settings(Arguments arguments, const Configuration& configuration);

/// Throws Error if the platform or Python is unknown. If it comes from uv, the error says where it is written.
Target read_target(const Settings& settings, const Environment& environment);

/// A target with the Python and the Node of the settings.
Target with_languages(Target target, const Settings& settings);

/// The policy of the settings; reads the baseline. Throws Error if it cannot be read.
Policy read_policy(const Settings& settings, std::chrono::year_month_day today);

}  // namespace platlint::cli
