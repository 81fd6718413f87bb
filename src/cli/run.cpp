// SPDX-License-Identifier: Apache-2.0
// The command from top to bottom.
#include "cli/run.hpp"

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <iostream>
#include <string>
#include <vector>

#include "cli/listings.hpp"
#include "cli/names.hpp"
#include "cli/options.hpp"
#include "cli/output.hpp"
#include "cli/terminal.hpp"
#include "platlint/audit.hpp"
#include "platlint/error.hpp"
#include "platlint/report.hpp"
#include "platlint/target.hpp"

namespace platlint::cli {

namespace {

std::string environment(std::string_view name) {
  const char* const value = std::getenv(std::string(name).c_str());
  return value == nullptr ? "" : value;
}

Target read_target(const Arguments& arguments) {
  Target target = find_target(arguments.platform, environment);
  if (!arguments.python.empty()) target.python = parse_python(arguments.python);
  return target;
}

bool use_color(const Arguments& arguments) {
  if (arguments.color != Color::automatic) return arguments.color == Color::always;
  return arguments.output.empty() && stdout_is_terminal() && environment("NO_COLOR").empty();  // no-color.org
}

// A pipe or a file gets the same bytes whatever the terminal.
std::size_t report_columns(const Arguments& arguments) {
  if (!arguments.output.empty() || !stdout_is_terminal()) return 0;
  const std::string wanted = environment("COLUMNS");  // POSIX.1-2017, 8.3: the user's word over the terminal's
  std::size_t columns = 0;
  const auto [end, error] = std::from_chars(wanted.data(), wanted.data() + wanted.size(), columns);
  const bool is_number = !wanted.empty() && error == std::errc() && end == wanted.data() + wanted.size();
  return is_number && columns != 0 ? columns : stdout_columns();
}

void complain_of_roots(const std::vector<Bundle>& bundles) {
  for (const Bundle& bundle : bundles) {
    if (bundle.failure)
      std::cerr << "platlint: " << printable(bundle.root) << ": " << printable(*bundle.failure) << '\n';
  }
}

const ReportFormat& find_format(const Arguments& arguments) {
  const auto format = std::find_if(report_formats().begin(), report_formats().end(),
                                   [&](const ReportFormat& candidate) { return candidate.name == arguments.format; });
  if (arguments.platform.empty() && format->write_survey == nullptr) {
    throw Error("--format " + arguments.format + " needs a platform to judge for: name it with --platform");
  }
  return *format;
}

// A root that cannot be read has its line on stderr; where there was nothing else, a text report says nothing more.
bool worth_a_report(const std::vector<Bundle>& bundles, const Arguments& arguments) {
  const bool nothing_read = std::all_of(bundles.begin(), bundles.end(),
                                        [](const Bundle& bundle) { return bundle.failure && bundle.entries.empty(); });
  return !nothing_read || arguments.format != "text";
}

int exit_status(const Audit& audit, Severity fail_on) {
  const Summary& summary = audit.summary;
  if (summary.errors != 0 || (fail_on == Severity::warning && summary.warnings != 0)) return 1;
  return summary.verdict == Verdict::incomplete ? 2 : 0;
}

ReportOptions report_options(const Arguments& arguments) {
  return {use_color(arguments), arguments.verbose, arguments.quiet, report_columns(arguments)};
}

// Without a platform: what does it fit?
int run_survey(const Arguments& arguments, const std::vector<std::string>& roots, Output& output) {
  const Survey result = survey(roots);
  complain_of_roots(result.bundles);
  if (worth_a_report(result.bundles, arguments)) {
    output.add([&](std::ostream& out) { find_format(arguments).write_survey(out, result, report_options(arguments)); });
  }
  return result.summary.verdict == Verdict::incomplete ? 2 : 0;
}

int run_audit(const Arguments& arguments, const std::vector<std::string>& roots, Output& output) {
  Options options;
  options.installer = arguments.installer;
  options.symbols = arguments.verbose;
  const Audit result = audit(roots, read_target(arguments), options);
  complain_of_roots(result.bundles);
  if (worth_a_report(result.bundles, arguments)) {
    output.add([&](std::ostream& out) { find_format(arguments).write(out, result, report_options(arguments)); });
  }
  return exit_status(result, arguments.fail_on);
}

// Findings say more than an incomplete audit, as within one bundle.
int graver(int status, int other) {
  return status == 1 || other == 1 ? 1 : std::max(status, other);
}

int run_roots(const Arguments& arguments) {
  std::vector<std::string> roots = arguments.roots;
  if (!arguments.files_from.empty()) {
    for (std::string& name : read_names(arguments.files_from)) roots.push_back(std::move(name));
  }
  Output output(arguments.output);
  const auto run_some = [&](const std::vector<std::string>& some) {
    return arguments.platform.empty() ? run_survey(arguments, some, output) : run_audit(arguments, some, output);
  };
  if (!find_format(arguments).each_root || roots.empty()) return run_some(roots);
  int status = 0;
  for (const std::string& root : roots) status = graver(status, run_some({root}));
  return status;
}

}  // namespace

int run(int argc, const char* const* argv) {
  const Arguments arguments = read_arguments(argc, argv);
  if (arguments.answer) return std::cout << *arguments.answer, 0;
  if (arguments.list_platforms) return print_platforms(std::cout), 0;
  if (arguments.list_rules) return print_rules(std::cout), 0;
  if (!arguments.explain.empty()) return explain(std::cout, arguments.explain), 0;
  return run_roots(arguments);
}

}  // namespace platlint::cli
