// SPDX-License-Identifier: Apache-2.0
// The command from top to bottom.
#include "cli/run.hpp"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <iostream>
#include <string>
#include <vector>

#include "cli/clock.hpp"
#include "cli/config.hpp"
#include "cli/files.hpp"
#include "cli/listings.hpp"
#include "cli/notices.hpp"
#include "cli/options.hpp"
#include "cli/settings.hpp"
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

bool use_color(const Arguments& arguments) {
  if (arguments.color != Color::automatic) return arguments.color == Color::always;
  return arguments.output.empty() && stdout_is_terminal() && environment("NO_COLOR").empty();  // no-color.org
}

void complain(const std::vector<std::string>& lines) {
  for (const std::string& line : lines) std::cerr << "platlint: " << printable(line) << '\n';
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

// An audit that has not seen all would make a baseline that lacks some.
void write_baseline(const Arguments& arguments, const Audit& audit) {
  const std::string& file = arguments.write_baseline;
  if (file.empty()) return;
  for (const Bundle& bundle : audit.bundles) {
    if (bundle.failure) throw Error("the baseline " + file + " is not written: " + bundle.root + " cannot be read");
  }
  write_text(file, baseline_text(audit.policy.recorded));
  const std::size_t count = audit.policy.recorded.size();
  if (!arguments.quiet) {
    complain({"wrote " + file + ": " + std::to_string(count) + (count == 1 ? " finding" : " findings")});
  }
}

// Without a platform: what does it fit?
int run_survey(const Settings& settings) {
  const Arguments& arguments = settings.arguments;
  if (!arguments.write_baseline.empty()) throw Error("--write-baseline needs a platform: say --platform too");
  complain(notices_of(settings, nullptr));
  Options options;
  options.policy.exclude = arguments.exclude;
  const Survey result = survey(arguments.roots, options);
  complain_of_roots(result.bundles);
  if (worth_a_report(result.bundles, arguments)) {
    write_report(arguments, [&](std::ostream& out, const ReportFormat& format) {
      format.write_survey(out, result, report_options(arguments));
    });
  }
  return result.summary.verdict == Verdict::incomplete ? 2 : 0;
}

int run_audit(const Settings& settings) {
  const Arguments& arguments = settings.arguments;
  const Target target = read_target(settings, environment);
  complain(notices_of(settings, &target));
  Options options;
  options.policy = read_policy(settings, today());
  options.installer = arguments.installer;
  options.symbols = arguments.verbose;
  const Audit result = audit(arguments.roots, target, options);
  complain_of_roots(result.bundles);
  complain(notices_of(settings, options.policy, result));
  write_baseline(arguments, result);
  if (worth_a_report(result.bundles, arguments)) {
    write_report(arguments, [&](std::ostream& out, const ReportFormat& format) {
      format.write(out, result, report_options(arguments));
    });
  }
  return exit_status(result, arguments.fail_on.value_or(Severity::error));
}

}  // namespace

int run(int argc, const char* const* argv) {
  const Arguments arguments = read_arguments(argc, argv);
  if (arguments.answer) return std::cout << *arguments.answer, 0;
  if (arguments.list_platforms) return print_platforms(std::cout), 0;
  if (arguments.list_rules) return print_rules(std::cout), 0;
  if (!arguments.explain.empty()) return explain(std::cout, arguments.explain), 0;
  const Configuration found = arguments.no_config ? Configuration() : find_configuration(arguments.config);
  const Settings settings = settle(arguments, found);
  return settings.arguments.platform.empty() ? run_survey(settings) : run_audit(settings);
}

}  // namespace platlint::cli
