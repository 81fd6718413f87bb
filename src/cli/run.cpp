// SPDX-License-Identifier: Apache-2.0
// The command from top to bottom.
#include "cli/run.hpp"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <iostream>
#include <string>
#include <thread>
#include <vector>

#include "cli/listings.hpp"
#include "cli/options.hpp"
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

void complain_of_roots(const std::vector<Bundle>& bundles) {
  for (const Bundle& bundle : bundles) {
    if (bundle.failure)
      std::cerr << "platlint: " << printable(bundle.root) << ": " << printable(*bundle.failure) << '\n';
  }
}

// Opens what --output names, or takes standard output; `write` fills it.
void write_report(const Arguments& arguments, const std::function<void(std::ostream&, const ReportFormat&)>& write) {
  const auto format = std::find_if(report_formats().begin(), report_formats().end(),
                                   [&](const ReportFormat& candidate) { return candidate.name == arguments.format; });
  std::ofstream file;
  if (!arguments.output.empty()) file.open(arguments.output, std::ios::binary);
  std::ostream& out = arguments.output.empty() ? std::cout : file;
  write(out, *format);
  out.flush();
  if (!out) {
    throw Error("cannot write the report to " +
                (arguments.output.empty() ? "standard output" : printable(arguments.output)));
  }
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
  return {use_color(arguments), arguments.verbose, arguments.quiet};
}

Options read_options(const Arguments& arguments) {
  Options options;
  options.installer = arguments.installer;
  options.thorough = arguments.thorough;
  constexpr unsigned most = 8;  // what is read is mostly in the system's cache: more workers only wait for it
  options.jobs = arguments.jobs != 0 ? arguments.jobs : std::clamp(std::thread::hardware_concurrency(), 1U, most);
  return options;
}

// Without a platform: what does it fit?
int run_survey(const Arguments& arguments) {
  const Survey result = survey(arguments.roots, read_options(arguments));
  complain_of_roots(result.bundles);
  if (worth_a_report(result.bundles, arguments)) {
    write_report(arguments, [&](std::ostream& out, const ReportFormat& format) {
      format.write_survey(out, result, report_options(arguments));
    });
  }
  return result.summary.verdict == Verdict::incomplete ? 2 : 0;
}

int run_audit(const Arguments& arguments) {
  Options options = read_options(arguments);
  options.symbols = arguments.verbose;
  const Audit result = audit(arguments.roots, read_target(arguments), options);
  complain_of_roots(result.bundles);
  if (worth_a_report(result.bundles, arguments)) {
    write_report(arguments, [&](std::ostream& out, const ReportFormat& format) {
      format.write(out, result, report_options(arguments));
    });
  }
  return exit_status(result, arguments.fail_on);
}

}  // namespace

int run(int argc, const char* const* argv) {
  const Arguments arguments = read_arguments(argc, argv);
  if (arguments.answer) return std::cout << *arguments.answer, 0;
  if (arguments.list_platforms) return print_platforms(std::cout), 0;
  if (arguments.list_rules) return print_rules(std::cout), 0;
  if (!arguments.explain.empty()) return explain(std::cout, arguments.explain), 0;
  return arguments.platform.empty() ? run_survey(arguments) : run_audit(arguments);
}

}  // namespace platlint::cli
