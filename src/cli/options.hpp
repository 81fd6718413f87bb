// SPDX-License-Identifier: Apache-2.0
// The command line, read.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "platlint/audit.hpp"
#include "platlint/finding.hpp"

namespace platlint::cli {

enum class Color { automatic, always, never };

struct Arguments {
  std::vector<std::string> roots;
  std::string files_from;  ///< a file that names more roots; "-": standard input
  std::string platform;
  std::string python;
  std::string format;  ///< empty: not said
  std::string output;  ///< empty: standard output
  std::string explain;
  std::string from;       ///< a deployment's template
  std::string function;   ///< the one to take of it
  std::string elsewhere;  ///< what the template ships that is not judged, as a line; empty: nothing
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
  unsigned jobs = 0;  ///< 0: not said
  Limits limits;
  bool list_platforms = false;
  bool list_rules = false;
  std::optional<std::string> answer;  ///< the text of --help or --version, to be printed instead of any work
};

/// Throws Error for bad usage.
Arguments read_arguments(int argc, const char* const* argv);

}  // namespace platlint::cli
