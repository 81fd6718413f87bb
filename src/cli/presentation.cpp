// SPDX-License-Identifier: Apache-2.0
#include "cli/presentation.hpp"

#include <algorithm>
#include <charconv>
#include <cstdlib>

#include "cli/clock.hpp"
#include "cli/terminal.hpp"
#include "platlint/error.hpp"

namespace platlint::cli {

namespace {

bool use_color(const Arguments& arguments) {
  if (arguments.color != Color::automatic) return arguments.color == Color::always;
  return arguments.output.empty() && stdout_is_terminal() && environment("NO_COLOR").empty();  // no-color.org
}

// A pipe or a file gets the same bytes, whatever the width of the terminal.
std::size_t report_columns(const Arguments& arguments) {
  if (!arguments.output.empty() || !stdout_is_terminal()) return 0;
  const std::string wanted = environment("COLUMNS");  // POSIX.1-2017, 8.3: the user's word wins over the terminal's
  std::size_t columns = 0;
  const auto [end, error] = std::from_chars(wanted.data(), wanted.data() + wanted.size(), columns);
  const bool is_number = !wanted.empty() && error == std::errc() && end == wanted.data() + wanted.size();
  return is_number && columns != 0 ? columns : stdout_columns();
}

}  // namespace

std::string environment(std::string_view name) {
  const char* const value = std::getenv(std::string(name).c_str());
  return value == nullptr ? "" : value;
}

const ReportFormat& find_format(const Arguments& arguments) {
  const auto format = std::find_if(report_formats().begin(), report_formats().end(),
                                   [&](const ReportFormat& candidate) { return candidate.name == arguments.format; });
  if (arguments.statistics && arguments.format != "text" && arguments.format != "markdown")
    throw Error("--statistics is a part of --format text and markdown, not of " + arguments.format);
  return *format;
}

ReportOptions report_options(const Arguments& arguments) {
  ReportOptions options{use_color(arguments), arguments.verbose, arguments.quiet, report_columns(arguments),
                        arguments.statistics};
  const std::string seconds = environment("SOURCE_DATE_EPOCH");  // reproducible-builds.org/specs/source-date-epoch
  if (arguments.format == "cyclonedx" && !seconds.empty()) options.timestamp = timestamp(seconds);
  return options;
}

}  // namespace platlint::cli
