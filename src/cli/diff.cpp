// SPDX-License-Identifier: Apache-2.0
// Compares two bundles, two reports, or one of each. A bundle is first turned into the report that `--format json`
// writes for it, so both are handled in the same way. If the other is a report, the bundle is judged for the platform
// of that report.
#include "cli/diff.hpp"

#include <filesystem>
#include <fstream>
#include <optional>
#include <string>

#include "cli/bundles.hpp"
#include "cli/config.hpp"
#include "cli/environment.hpp"
#include "cli/files.hpp"
#include "cli/output.hpp"
#include "cli/settings.hpp"
#include "diff/documents.hpp"
#include "platlint/error.hpp"

namespace platlint::cli {

namespace {

constexpr std::size_t largest_report = std::size_t{128} << 20;

// A JSON text begins with '{', after a byte order mark and spaces (RFC 8259, 2); a bundle never does. A pipe can only
// be a report.
bool is_report(const std::string& path) {
  std::error_code error;
  const std::filesystem::file_status status = std::filesystem::status(path, error);
  if (!std::filesystem::exists(status) || std::filesystem::is_directory(status)) return false;
  if (!std::filesystem::is_regular_file(status)) return true;
  std::ifstream file(path, std::ios::binary);
  std::string head(64, '\0');
  file.read(head.data(), static_cast<std::streamsize>(head.size()));
  head.resize(static_cast<std::size_t>(file.gcount()));
  const std::size_t first = head.find_first_not_of("\xEF\xBB\xBF \t\r\n");
  return first != std::string::npos && head[first] == '{';
}

std::optional<diff::Inventory> report_at(const std::string& path) {
  if (!is_report(path)) return std::nullopt;
  return diff::read_report(read_text(path, largest_report), path);
}

Settings settings_of(const Arguments& arguments) {
  Configuration found = arguments.no_config
                            ? Configuration()
                            : find_configuration(arguments.config, {arguments.old_bundle, arguments.new_bundle});
  found.config = with_environment(std::move(found.config));
  found.config.targets.clear();
  found.config.format.clear();
  return merge_settings(arguments, found);
}

// The platform for both: the user's word, or else the platform of the report that is already there.
void take_platform(Settings& settings, const diff::Inventory& report, const std::string& path) {
  Arguments& arguments = settings.arguments;
  if (!arguments.platforms.empty()) {
    if (!report.target) throw Error(path + " is a report without a platform: write it with --platform too");
    return;
  }
  arguments.platform = report.target ? report.target->name : "";
  arguments.python = report.python;
  arguments.node = report.node;
  if (report.target) settings.provides = report.target->provided;
}

diff::Inventory audited(Settings settings, const std::string& path) {
  settings.arguments.roots = {path};
  settings.arguments.format = "json";
  const std::string report = report_of_bundles(settings);
  return diff::read_report(report, path);
}

void write_comparison(const Arguments& arguments, const diff::Comparison& comparison) {
  Output output(arguments.output);
  output.add([&](std::ostream& out) {
    if (arguments.format == "json") {
      diff::write_json(out, comparison);
    } else if (arguments.format == "markdown") {
      diff::write_markdown(out, comparison, arguments.verbose);
    } else {
      diff::write_text(out, comparison, arguments.verbose);
    }
  });
  output.finish();
}

void require_read(const diff::Inventory& inventory, const std::string& path) {
  if (!inventory.is_read) throw Error("nothing is compared: " + path + " cannot be read");
}

}  // namespace

int run_diff(const Arguments& arguments) {
  if (arguments.platforms.size() > 1) throw Error("a diff is for one platform: say --platform once");
  std::optional<diff::Inventory> before = report_at(arguments.old_bundle);
  std::optional<diff::Inventory> after = report_at(arguments.new_bundle);
  if (before && after && !arguments.platforms.empty())
    throw Error("both are reports, which say themselves what they are for: leave out --platform");
  Settings settings = settings_of(arguments);
  if (before) take_platform(settings, *before, arguments.old_bundle);
  if (after) take_platform(settings, *after, arguments.new_bundle);
  if (!before) before = audited(settings, arguments.old_bundle);
  if (!after) after = audited(settings, arguments.new_bundle);
  require_read(*before, arguments.old_bundle);
  require_read(*after, arguments.new_bundle);
  const diff::Comparison comparison =
      diff::compare(*before, *after, settings.arguments.fail_on.value_or(Severity::error));
  write_comparison(settings.arguments, comparison);
  return !comparison.worse.empty() ? 1 : comparison.complete ? 0 : 2;
}

}  // namespace platlint::cli
