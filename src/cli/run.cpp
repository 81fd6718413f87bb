// SPDX-License-Identifier: Apache-2.0
// The command from top to bottom.
#include "cli/run.hpp"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <string>

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
  if (arguments.platform.empty()) {
    throw Error(
        "no target platform: name it with --python-platform, for example x86_64-manylinux2014 (--list-platforms has "
        "all)");
  }
  Target target = find_target(arguments.platform, environment);
  if (!arguments.python.empty()) target.python = parse_python(arguments.python);
  return target;
}

bool use_color(const Arguments& arguments) {
  if (arguments.color != Color::automatic) return arguments.color == Color::always;
  return arguments.output.empty() && stdout_is_terminal() && environment("NO_COLOR").empty();  // no-color.org
}

void complain_of_roots(const Audit& audit) {
  for (const Bundle& bundle : audit.bundles) {
    if (bundle.failure)
      std::cerr << "platlint: " << printable(bundle.root) << ": " << printable(*bundle.failure) << '\n';
  }
}

void write_report(const Audit& audit, const Arguments& arguments) {
  const auto format = std::find_if(report_formats().begin(), report_formats().end(),
                                   [&](const ReportFormat& candidate) { return candidate.name == arguments.format; });
  const ReportOptions options{use_color(arguments), arguments.verbose, arguments.quiet};
  std::ofstream file;
  if (!arguments.output.empty()) file.open(arguments.output, std::ios::binary);
  std::ostream& out = arguments.output.empty() ? std::cout : file;
  format->write(out, audit, options);
  out.flush();
  if (!out)
    throw Error("cannot write the report to " +
                (arguments.output.empty() ? "standard output" : printable(arguments.output)));
}

int exit_status(const Audit& audit, Severity fail_on) {
  const Summary& summary = audit.summary;
  if (summary.errors != 0 || (fail_on == Severity::warning && summary.warnings != 0)) return 1;
  return summary.verdict == Verdict::incomplete ? 2 : 0;
}

}  // namespace

int run(int argc, const char* const* argv) {
  const Arguments arguments = read_arguments(argc, argv);
  if (arguments.answer) return std::cout << *arguments.answer, 0;
  if (arguments.list_platforms) return print_platforms(std::cout), 0;
  if (arguments.list_rules) return print_rules(std::cout), 0;
  if (!arguments.explain.empty()) return explain(std::cout, arguments.explain), 0;
  const Audit result = audit(arguments.roots, read_target(arguments));
  complain_of_roots(result);
  const bool nothing_read = std::all_of(result.bundles.begin(), result.bundles.end(),
                                        [](const Bundle& bundle) { return bundle.failure && bundle.entries.empty(); });
  if (!nothing_read || arguments.format != "text") write_report(result, arguments);
  return exit_status(result, arguments.fail_on);
}

}  // namespace platlint::cli
