// SPDX-License-Identifier: Apache-2.0
// The parsed command line.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "platlint/audit.hpp"
#include "platlint/finding.hpp"
#include "platlint/unjudged.hpp"

namespace platlint::cli {

enum class Color { automatic, always, never };

/// Roots that are audited for one platform.
struct Job {
  std::string name;  ///< of the function, if the job comes from a template
  std::string platform;
  std::vector<std::string> roots;
  bool is_deployment = false;  ///< they run together: a function and its layers
  std::string python = {};     ///< empty: the Python of the command
  bool has_code = false;       ///< a deployment: its first root is the function's own code
};

struct Arguments {
  std::vector<std::string> roots;
  std::string files_from;  ///< a file that names more roots; "-": standard input
  std::string platform;
  std::vector<std::string> platforms;  ///< if several are given
  std::string python;
  std::string node;
  std::string sysroot;                ///< the system that runs the bundle
  std::vector<std::string> provides;  ///< names of libraries, and files that list them
  std::string format;                 ///< empty: not said
  std::string output;                 ///< empty: standard output
  std::string explain;
  std::string from;                     ///< a deployment's template
  std::string function;                 ///< the function of the template to judge
  std::vector<std::string> parameters;  ///< of the template: "NAME=VALUE"
  std::string lock;                     ///< a lock file, judged instead of bundles
  std::vector<std::string> extras;      ///< of the project of the lock file
  std::vector<std::string> groups;      ///< the same
  std::vector<std::string> skip;        ///< globs for the names of parts that need not be judged
  std::vector<Job> work;                ///< the bundles of the template, and bundles that are named with their platform
  std::vector<Unjudged> unjudged;       ///< the other parts of the template
  std::string installer;
  std::optional<Severity> fail_on;
  std::vector<std::string> select;
  std::vector<std::string> ignore;
  std::vector<std::string> exclude;
  std::string baseline;
  std::string write_baseline;
  std::string config;
  Color color = Color::automatic;
  bool verbose = false;
  bool quiet = false;
  bool no_config = false;
  bool thorough = false;
  bool follow_links = false;
  bool require_native = false;
  bool statistics = false;
  bool own_tags = false;
  bool no_dev = false;  ///< without the development dependencies of the lock file
  unsigned jobs = 0;    ///< 0: not said
  Limits limits;
  std::optional<std::string> list_platforms;  ///< only names with this text; empty: all
  bool list_rules = false;
  bool is_diff = false;    ///< `platlint diff`: compares two bundles, or their reports
  std::string old_bundle;  ///< of a diff
  std::string new_bundle;
  std::optional<std::string> answer;  ///< the text of --help or --version, which is printed instead of any work
};

/// Throws Error for bad usage.
Arguments read_arguments(int argc, const char* const* argv);

}  // namespace platlint::cli
